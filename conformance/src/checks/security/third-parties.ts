import type { Hop } from '../../flow/arrival.ts'
import { attributeOf, type PageElement, readPage } from '../../flow/page.ts'
import { mediaTypeOf, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { hostsOf } from './hosts.ts'

/** Attributes by which a page loads something by itself. */
const loading: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  img: ['src', 'srcset'],
  iframe: ['src'],
  frame: ['src'],
  embed: ['src'],
  object: ['data'],
  video: ['src', 'poster'],
  audio: ['src'],
  source: ['src', 'srcset'],
  link: ['href', 'imagesrcset'],
  input: ['src'],
  track: ['src'],
  image: ['href'],
  use: ['href'],
  body: ['background'],
}
/** What a Link header has loaded, or connected to (RFC 8288; HTML Standard 4.6.7). */
const linked = /<([^>]*)>[^,]*;\s*rel="?(?:stylesheet|(?:module)?preload|prefetch|preconnect|dns-prefetch)\b/gi
const leaking = /\b(unsafe-url|no-referrer-when-downgrade)\b/i

/** S-18: what third parties learn of a login. */
export const thirdParties: CheckDefinition = {
  id: 'S-18',
  title: 'Pages on the way to the code load nothing from third parties, and send no whole address along',
  spec: 'RFC 9700 4.2',
  level: 'SHOULD',
  sandbox: 'human-login',
  async run(context) {
    const { flow } = context
    const { hops } = await flow.attempt({}, { browser: flow.browser(), visits: true })
    const own = new Set((await hostsOf(context)).map(({ host }) => host))
    return judgeProblems(
      [...new Set(hops.filter(isPage).flatMap((hop) => problemsOf(hop, own)))],
      'nothing from other hosts; a Referrer-Policy that keeps the address',
      'Serve what pages need from the provider’s own hosts, with Referrer-Policy: no-referrer.',
    )
  },
}

function isPage({ response }: Hop): boolean {
  return mediaTypeOf(response).includes('html')
}

function problemsOf({ request, response }: Hop, own: ReadonlySet<string>): readonly string[] {
  const text = textOf(response)
  const { elements } = readPage(text)
  const path = new URL(request.url).pathname
  const inStyles = Array.from(
    text.matchAll(/(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^"')\s]+)/gi),
    ([, url = '']) => url,
  )
  const inHeader = Array.from((response.headers.get('link') ?? '').matchAll(linked), ([, url = '']) => url)
  const hosts = [...elements.flatMap(addressesIn), ...inStyles, ...inHeader].flatMap((address) => {
    const url = URL.parse(address, request.url)
    return url && /^https?:$/.test(url.protocol) && !own.has(url.host) ? [url.host] : []
  })
  const policies = [response.headers.get('referrer-policy') ?? '', ...elements.map(policyIn)]
  return [
    ...hosts.map((host) => `${path} loads something from ${host}`),
    ...policies.filter((policy) => leaking.test(policy)).map((policy) => `${path} has Referrer-Policy ${policy}`),
  ]
}

function addressesIn(element: PageElement): readonly string[] {
  if (
    element.tagName === 'link' &&
    /^(canonical|alternate|author|license|next|prev)$/i.test(attributeOf(element, 'rel') ?? '')
  )
    return []
  return (loading[element.tagName] ?? []).flatMap((name) => {
    const value = attributeOf(element, name) ?? ''
    return name.endsWith('srcset') ? value.split(',').map((one) => one.trim().split(/\s/, 1)[0] ?? '') : [value]
  })
}

function policyIn(element: PageElement): string {
  const isPolicy = element.tagName === 'meta' && attributeOf(element, 'name')?.toLowerCase() === 'referrer'
  return (isPolicy && attributeOf(element, 'content')) || ''
}
