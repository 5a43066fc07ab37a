import { mediaType } from '../../http/form.ts'
import { decodePercent } from './percent.ts'
import { redactHtml } from './redact-html.ts'
import { redactJson, redactNamed, redactPair, redactText } from './redact-text.ts'
import type { Redaction } from './redaction.ts'

const form = 'application/x-www-form-urlencoded'

/** A query, with its secrets taken out. */
export function redactQuery(redaction: Redaction, query: string): string {
  return query === ''
    ? ''
    : query
        .split('&')
        .map((pair) => redactParameter(redaction, pair))
        .join('&')
}

function redactParameter(redaction: Redaction, pair: string): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return redactText(redaction, pair)
  return redactPair(redaction, pair.slice(0, equals), pair.slice(equals + 1))
}

/** A body, read by what it looks like: many a client sends JSON under a form's type, and the reverse. */
export function redactBody(redaction: Redaction, contentType: string, body: string): string {
  if (body === '') return ''
  const type = mediaType(contentType)
  if (type.startsWith('multipart/')) return redactMultipart(redaction, contentType, body)
  const first = body.trimStart().charAt(0)
  if (first === '{' || first === '[' || first === '"') return redactJson(redaction, body)
  if (type === form || /^[^\s=&<]+=/.test(body)) return redactForm(redaction, body)
  if (redaction.side === 'request') return redaction.fingerprint('body', body)
  return first === '<' || type === 'text/html' ? redactHtml(redaction, body) : redactText(redaction, body)
}

/** Of a request's form, names that are no names go too: there a secret may have slipped. */
function redactForm(redaction: Redaction, body: string): string {
  return body
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1)
      const isNamed = pair.includes('=') && /^[\w.$[\]-]{0,64}$/.test(decodePercent(name, true))
      return isNamed || pair === '' ? redactParameter(redaction, pair) : redaction.fingerprint('field', pair)
    })
    .join('&')
}

function redactMultipart(redaction: Redaction, contentType: string, body: string): string {
  const found = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  const boundary = found?.[1] ?? found?.[2]
  if (boundary === undefined || !body.includes(`--${boundary}`)) return redaction.fingerprint('body', body)
  return body
    .split(`--${boundary}`)
    .map((part) => redactPart(redaction, part))
    .join(`--${boundary}`)
}

function redactPart(redaction: Redaction, part: string): string {
  const [, head, blank = '', value = '', end = ''] = /^(.*?)(\r?\n\r?\n)(.*?)(\r?\n)?$/s.exec(part) ?? []
  if (head === undefined) return /^(?:--)?\s*$/.test(part) ? part : redaction.fingerprint('body', part)
  const name = /\bname="([^"]*)"/i.exec(head)?.[1] ?? /\bname=([^\s;]+)/i.exec(head)?.[1]
  const redacted =
    name === undefined || /filename/i.test(head)
      ? redaction.fingerprint('part', value)
      : redactNamed(redaction, name, value)
  return `${redactText(redaction, head)}${blank}${redacted}${end}`
}
