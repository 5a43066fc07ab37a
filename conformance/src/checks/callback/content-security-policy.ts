import { createHash } from 'node:crypto'
import type { HttpResponse } from '../../subjects/http.ts'

/** The directives of one policy, by name (CSP Level 3, 2.2). */
export type Policy = ReadonlyMap<string, readonly string[]>

/** Every policy of a response; each of them has to allow what is done. */
export function policiesOf({ headers }: HttpResponse): readonly Policy[] {
  const texts = (headers.get('content-security-policy') ?? '').split(',').filter((text) => text.trim() !== '')
  return texts.map((text) => {
    const directives = text.split(';').map((directive) => directive.trim().split(/\s+/))
    return new Map(directives.map(([name = '', ...sources]) => [name.toLowerCase(), sources] as const))
  })
}

/** What decides about scripts; undefined where nothing does. */
export function scriptSources(policy: Policy): readonly string[] | undefined {
  return policy.get('script-src-elem') ?? policy.get('script-src') ?? policy.get('default-src')
}

/** Whether any inline script may run, an injected one too. */
function allowsAnyInline(sources: readonly string[]): boolean {
  const isBound = sources.some((source) => /^'(nonce|sha256|sha384|sha512)-/.test(source))
  return sources.includes("'unsafe-inline'") && !isBound
}

/** Whether scripts of anybody may run: any inline one, or one of any host, unless `strict-dynamic` passes hosts over. */
export function allowsAnyScript(sources: readonly string[]): boolean {
  const ofAnyHost = sources.some((source) => anyHost.test(source)) && !sources.includes("'strict-dynamic'")
  return ofAnyHost || allowsAnyInline(sources)
}

const anyHost = /^(\*|https?:|data:|blob:|https?:\/\/\*)$/i

/** Whether this very inline script may run. */
export function allowsScript(sources: readonly string[], text: string, nonce: string | undefined): boolean {
  if (allowsAnyInline(sources)) return true
  const hashes = ['sha256', 'sha384', 'sha512'].map(
    (algorithm) => `'${algorithm}-${createHash(algorithm).update(text).digest('base64')}'`,
  )
  const accepted = nonce === undefined ? hashes : [...hashes, `'nonce-${nonce}'`]
  return sources.some((source) => accepted.includes(source))
}

/** Whether a form may be sent there. */
export function allowsFormAction(policy: Policy, address: string): boolean {
  const sources = policy.get('form-action')
  const url = URL.parse(address)
  if (!sources || !url) return true
  return sources.some(
    (source) =>
      source === '*' || source === url.protocol || address.startsWith(source) || source.endsWith(`//${url.host}`),
  )
}
