import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { mustStayHere } from './must-stay-here.ts'
import { everyWay, type Probe } from './probe.ts'
import { disguises, registeredUris, strangerHost, type Variant, variantProbes } from './redirect-uri-variants.ts'

const remedy = 'Compare redirect_uri with the registered ones character by character, and show an error page otherwise.'
const expected = 'an error page, and no redirect'

/** where the answer may go. */
export const redirectUri: readonly CheckDefinition[] = [
  mustStayHere({
    id: 'A-11',
    title: 'A redirect_uri that is not registered ends on an error page and is not redirected to',
    spec: 'RFC 6749 3.1.2.4, 4.1.2.1; RFC 9700 2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes({ target }) {
      const strangers: readonly Probe[] = [
        { what: 'redirect_uri of a stranger', changes: { redirect_uri: `https://${strangerHost}/callback` } },
        ...everyWay({
          what: 'redirect_uri of a stranger',
          changes: { redirect_uri: `https://${strangerHost}/callback` },
        }),
        {
          what: 'redirect_uri of a stranger, wrong response_type',
          changes: {
            redirect_uri: `https://${strangerHost}/callback`,
            response_type: 'unknown',
            response_mode: undefined,
          },
        },
        { what: 'redirect_uri with a scheme of its own', changes: { redirect_uri: 'com.attacker.app:/callback' } },
        { what: 'redirect_uri that is a script', changes: { redirect_uri: 'javascript:alert(1)' } },
      ]
      const another = target.lab?.redirectUriOfAnother ?? ofOther(target)
      if (another === undefined) return strangers
      return [...strangers, { what: 'redirect_uri of another client', changes: { redirect_uri: another } }]
    },
    expected,
    remedy,
  }),
  mustStayHere({
    id: 'A-12',
    title: 'A redirect_uri with another path is refused',
    spec: 'RFC 9700 2.1, 4.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: (context) =>
      variantProbes(context, ({ origin, pathname, search }) => {
        const bare = pathname.replace(/\/$/, '')
        const slash = bare === pathname ? `${bare}/` : bare
        const paths: Readonly<Record<string, string>> = {
          'with a path behind it': `${bare}/suffix`,
          'with letters behind it': `${pathname}suffix`,
          'with or without a slash at its end': slash,
          'with its parent path': pathname.replace(/[^/]+\/?$/, ''),
          'with a dot segment': `${bare}/.`,
          'with a path that dots undo': `${bare}/../other`,
          'with a path that leads back': `/other/..${pathname}`,
          'with another path': '/somewhere/else',
          'with another name in its directory': pathname.replace(/[^/]*$/, 'elsewhere'),
          'with two slashes': `/${pathname}`,
          'with a path parameter': `${pathname};v=1`,
          'with 250 letters behind it': `${pathname}${'x'.repeat(250)}`,
        }
        return Object.entries(paths).map(([what, path]) => ({ what, uri: `${origin}${path}${search}` }))
      }),
    expected,
    remedy,
  }),
  mustStayHere({
    id: 'A-13',
    title: 'A redirect_uri with another query is refused',
    spec: 'RFC 9700 4.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: (context) =>
      variantProbes(context, ({ href, origin, pathname, search }) => {
        const more = (text: string) => `${href}${href.includes('?') ? '&' : '?'}${text}`
        return [
          { what: 'with a query', uri: more('x=1') },
          { what: 'with an empty query', uri: href.includes('?') ? `${href}&` : `${href}?` },
          { what: 'with a code in its query', uri: more('code=1&state=1') },
          { what: 'with a redirect_uri in its query', uri: more(`redirect_uri=https://${strangerHost}/`) },
          { what: 'with a client_id in its query', uri: more('client_id=another') },
          { what: 'with an encoded query', uri: `${href}%3Fx=1` },
          ...(search === '' ? [] : otherQueries(origin + pathname, search)),
        ]
      }),
    expected,
    remedy,
  }),
  mustStayHere({
    id: 'A-14',
    title: 'A redirect_uri that is written otherwise is refused: letter case, port, encoding, user information, host',
    spec: 'RFC 9700 4.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: (context) => variantProbes(context, disguises),
    expected,
    remedy,
  }),
  mustStayHere({
    id: 'A-15',
    title: 'A redirect_uri with a fragment is refused',
    spec: 'RFC 6749 3.1.2',
    level: 'MUST',
    sandbox: 'unattended',
    probes: (context) =>
      variantProbes(context, ({ href }) => [
        { what: 'with a fragment', uri: `${href}#fragment` },
        { what: 'with an empty fragment', uri: `${href}#` },
        { what: 'with fields in its fragment', uri: `${href}#code=1` },
      ]),
    expected,
    remedy,
  }),
  mustStayHere({
    id: 'A-16',
    title: 'A request without redirect_uri is refused',
    spec: 'OIDCC 3.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: () => [
      { what: 'no redirect_uri', changes: { redirect_uri: undefined } },
      { what: 'redirect_uri empty', changes: { redirect_uri: '' } },
      { what: 'redirect_uri that is a path alone', changes: { redirect_uri: '/callback' } },
      { what: 'redirect_uri that is no address', changes: { redirect_uri: 'callback' } },
    ],
    expected,
    remedy: 'Ask for redirect_uri in every request, also of clients that have registered one alone.',
  }),
]

/** The address of the second client, where it is not one of the first client's too. */
function ofOther({ login, other }: CheckContext['target']): string | undefined {
  const isShared = login && other && registeredUris(login).includes(other.redirectUri)
  return isShared ? undefined : other?.redirectUri
}

/** A registered query with other values, without them, and in another order. */
function otherQueries(place: string, search: string): readonly Variant[] {
  const pairs = search.slice(1).split('&')
  const values = pairs.map((pair) => `${pair}x`).join('&')
  return [
    { what: 'with other values in its query', uri: `${place}?${values}` },
    { what: 'without its query', uri: place },
    ...(pairs.length > 1
      ? [{ what: 'with its query in another order', uri: `${place}?${pairs.toReversed().join('&')}` }]
      : []),
  ]
}
