import { isRegistered } from '../../rules/authorize/redirect-uri-unregistered.ts'
import type { Fault } from '../fault.ts'
import { excuse, frontChannel, headerOf } from './builders.ts'

type Compare = (registered: URL, given: URL) => boolean

/** Takes a redirect URI that is registered only in the fault's eyes. */
function looselyCompared(name: string, breaks: string, compare: Compare, ids: readonly string[] = []): Fault {
  return {
    name,
    group: 'authorize',
    breaks,
    spec: 'RFC 9700 2.1, 4.1',
    expected: 'A conformance suite finds it: redirect URIs are compared exactly.',
    ids,
    endpoints: frontChannel,
    at: {
      rule: excuse('redirect-uri-unregistered', ({ client, parameters }) => {
        const given = URL.parse(parameters?.get('redirect_uri') ?? '')
        const registered = (client?.redirectUris ?? []).flatMap((uri) => URL.parse(uri) ?? [])
        return given !== null && registered.some((uri) => compare(uri, given))
      }),
    },
  }
}

const sameOrigin: Compare = (registered, given) => registered.origin === given.origin
const samePlace: Compare = (registered, given) =>
  sameOrigin(registered, given) && registered.pathname === given.pathname && registered.search === given.search
const sameTail: Compare = (registered, given) => registered.search === given.search && registered.hash === given.hash
const trimmed = ({ pathname }: URL) => pathname.replace(/\/$/, '')

/** How redirect URIs are compared (RFC 6749 3.1.2.3; RFC 9700 4.1). */
export const redirectUriFaults: readonly Fault[] = [
  looselyCompared('redirect-uri-unregistered-accepted', 'Any redirect URI is taken, registered or not.', () => true, [
    'PD-031',
  ]),
  looselyCompared(
    'redirect-uri-prefix-match',
    'A redirect URI is taken that begins with a registered one.',
    (registered, given) => given.href.startsWith(registered.href),
    ['PD-032'],
  ),
  looselyCompared(
    'redirect-uri-query-ignored',
    'The query of redirect URIs is not compared.',
    (registered, given) => sameOrigin(registered, given) && registered.pathname === given.pathname && given.hash === '',
    ['PD-033'],
  ),
  looselyCompared(
    'redirect-uri-host-suffix-match',
    'A redirect URI is taken whose host ends with a registered host.',
    (registered, given) =>
      given.hostname.endsWith(registered.hostname) &&
      registered.pathname === given.pathname &&
      sameTail(registered, given),
    ['PD-034'],
  ),
  looselyCompared(
    'redirect-uri-port-ignored',
    'The port of redirect URIs is not compared.',
    (registered, given) =>
      registered.protocol === given.protocol &&
      registered.hostname === given.hostname &&
      registered.pathname === given.pathname &&
      sameTail(registered, given),
  ),
  looselyCompared(
    'redirect-uri-scheme-ignored',
    'An http redirect URI is taken for a registered https one.',
    (registered, given) =>
      registered.host === given.host && registered.pathname === given.pathname && sameTail(registered, given),
  ),
  looselyCompared(
    'redirect-uri-trailing-slash-ignored',
    'A slash at the end of redirect URIs is not compared.',
    (registered, given) =>
      sameOrigin(registered, given) && trimmed(registered) === trimmed(given) && sameTail(registered, given),
  ),
  looselyCompared('redirect-uri-path-ignored', 'Of redirect URIs the origin alone is compared.', (registered, given) =>
    sameOrigin(registered, given),
  ),
  looselyCompared(
    'redirect-uri-userinfo-ignored',
    'A redirect URI is taken that carries user information.',
    (registered, given) => given.username !== '' && samePlace(registered, given),
  ),
  looselyCompared(
    'redirect-uri-fragment-accepted',
    'A redirect URI is taken that has a fragment.',
    (registered, given) => given.hash !== '' && samePlace(registered, given),
  ),
  looselyCompared(
    'redirect-uri-percent-decoded',
    'Redirect URIs are compared after percent-decoding.',
    (registered, given) =>
      sameOrigin(registered, given) &&
      decode(given.pathname) === decode(registered.pathname) &&
      sameTail(registered, given),
  ),
  {
    name: 'redirect-uri-missing-accepted',
    group: 'authorize',
    breaks: 'A request without redirect_uri is answered to the first one that is registered.',
    spec: 'OIDCC 3.1.2.1',
    expected: 'A conformance suite finds it: a right provider refuses the request.',
    endpoints: frontChannel,
    at: {
      parameters(parameters, { exchange: { world } }) {
        const [first] = world.findClient(parameters.get('client_id') ?? '')?.redirectUris ?? []
        if (first === undefined || parameters.get('redirect_uri') !== undefined) return undefined
        return parameters.with({ redirect_uri: first }, world.settings.generation)
      },
    },
  },
  {
    name: 'open-redirector',
    group: 'authorize',
    breaks: 'The refusal of an unregistered redirect URI is sent to that address.',
    spec: 'RFC 6749 3.1.2.4, 4.1.2.1; RFC 9700 4.11.2',
    expected: 'A conformance suite finds it: such a request ends on the error page.',
    ids: ['PD-035'],
    endpoints: ['authorize'],
    at: {
      reply(reply, { exchange }) {
        const query = new URLSearchParams(exchange.query)
        const target = query.get('redirect_uri') ?? ''
        const registered = exchange.world.findClient(query.get('client_id') ?? '')?.redirectUris ?? []
        const isRefusal = headerOf(reply, 'location')?.includes('/home/error?') ?? false
        if (!isRefusal || !URL.canParse(target) || isRegistered(registered, target)) return undefined
        const state = query.get('state')
        const suffix = state === null ? '' : `&state=${encodeURIComponent(state)}`
        const location = inHeader(`${target}${target.includes('?') ? '&' : '?'}error=invalid_request${suffix}`)
        return {
          ...reply,
          headers: reply.headers.map(([name, value]) => [name, name === 'Location' ? location : value] as const),
        }
      },
    },
  },
]

/** As it is, but for what no header may have. */
function inHeader(address: string): string {
  return address.replace(/[^\x20-\x7e]/gu, encodeURIComponent)
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
