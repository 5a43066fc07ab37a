import type { Arrival, Hop } from '../../flow/arrival.ts'
import { attributeOf, readPage } from '../../flow/page.ts'
import { type HttpResponse, mediaTypeOf, textOf } from '../../subjects/http.ts'

/** A host of nobody's, where an attacker would wait. */
export const strangersHost = 'conformance.example'

/** How answers lead to the stranger: by redirect, form, link, refresh or script; nothing where they do not. */
export function leadsToStranger({
  hops,
  arrival,
}: {
  readonly hops: readonly Hop[]
  readonly arrival: Arrival
}): string | undefined {
  if (arrival.kind !== 'page' && hostOf(arrival.url) === strangersHost)
    return `${arrival.kind === 'callback' ? 'an answer' : 'a redirect'} to the host`
  return hops.map(({ response }) => leadIn(response)).find((lead) => lead !== undefined)
}

/** The same for one answer. */
export function leadIn(response: HttpResponse): string | undefined {
  if (hostOf(response.headers.get('location') ?? '') === strangersHost) return 'a redirect to the host'
  if (/conformance\.example/.test(response.headers.get('refresh') ?? '')) return 'a Refresh header with the host'
  if (!mediaTypeOf(response).includes('html')) return undefined
  const { elements } = readPage(textOf(response))
  const led = elements.find((element) =>
    ['action', 'formaction', 'href', 'src', 'content'].some((name) => isStrangers(attributeOf(element, name) ?? '')),
  )
  return led && `a ${led.tagName} element with the host`
}

function isStrangers(value: string): boolean {
  return hostOf(value.replace(/^\s*\d+\s*;\s*url\s*=\s*/i, '')) === strangersHost
}

function hostOf(address: string): string | undefined {
  return URL.parse(address, 'https://provider.invalid/')?.hostname
}
