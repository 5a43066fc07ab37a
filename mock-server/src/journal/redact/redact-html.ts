import { redactNamed, redactText, sweep } from './redact-text.ts'
import type { Redaction } from './redaction.ts'

const tags = /<[a-z](?:[^>"']|"[^"]*"?|'[^']*'?)*>?/gi
const attributes = /([\w:-]+)\s*=\s*("[^"]*"?|'[^']*'?|[^\s"'>]+)/g
const entity = /&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi
const namedEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** A page with its secrets taken out: values of fields by the field's name, addresses as addresses. */
export function redactHtml(redaction: Redaction, html: string): string {
  const secrets = new Map<string, string>()
  const page = html.replace(tags, (tag) => (tag.includes('=') ? redactTag(redaction, tag, secrets) : tag))
  // The login page writes the passwords of its test users beside their buttons.
  const shown = [...secrets].reduce((text, [secret, fingerprint]) => text.replaceAll(secret, fingerprint), page)
  return sweep(redaction, shown)
}

/** @param secrets takes what a field was found to hold, as the page writes it */
function redactTag(redaction: Redaction, tag: string, secrets: Map<string, string>): string {
  const field = /\sname\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'>]+))/i.exec(tag)
  const name = unescapeHtml(field?.[1] ?? field?.[2] ?? field?.[3] ?? '')
  return tag.replace(attributes, (all, attribute: string, quoted: string) => {
    const quote = /^["']/.exec(quoted)?.[0] ?? ''
    const inner = quoted.slice(quote.length, quote !== '' && quoted.endsWith(quote) ? -1 : undefined)
    const value = unescapeHtml(inner)
    const isField = attribute.toLowerCase() === 'value' || attribute.toLowerCase() === 'content'
    const redacted = isField ? redactNamed(redaction, name, value) : redactText(redaction, value)
    if (redacted === value) return all
    const escaped = escapeHtml(redacted)
    if (isField && inner.length > 3) secrets.set(inner, escaped)
    return `${attribute}=${quote || '"'}${escaped}${quote || '"'}`
  })
}

function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(entity, (all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return namedEntities[name.toLowerCase()] ?? all
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  })
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
