import type { HttpRequest, HttpResponse, Send } from '../../src/subjects/http.ts'
import { answersTo, bodyOf, withAnswerHeader, withBody } from '../../test/support/unlisted-defect.ts'

/** Something on the way to a mock that changes its answers, of no check's in particular. */
export interface Disturbance {
  readonly what: string
  readonly alter: (send: Send) => Send
}

type Change = (response: HttpResponse, request: HttpRequest, before: number) => HttpResponse

const places: Readonly<Record<string, RegExp>> = {
  'the token endpoint': /\/connect\/token$/,
  'the authorization endpoint': /\/connect\/authorize$/,
  'the API': /\/merchants?\/me$|\/v\d\/|\/api\//,
  introspection: /\/introspect/,
  revocation: /\/revocation/,
  'every address': /./,
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): Change {
  return (response) => ({ ...response, status: code, headers: new Headers(headers), body: new Uint8Array() })
}

function later(change: Change): Change {
  return (response, request, before) => (before === 0 ? response : change(response, request, before))
}

function sometimes(change: Change): Change {
  return (response, request, before) => (before % 3 === 2 ? change(response, request, before) : response)
}

function header(name: string, value: string): Change {
  return (response) => withAnswerHeader(response, name, value)
}

/** A cookie more; those of the session stay. */
const cookie: Change = (response) => {
  const headers = new Headers(response.headers)
  headers.append('set-cookie', 'theme=dark; Path=/; Secure')
  return { ...response, headers }
}

/** Something more in every page, at its end. */
function inPages(html: string): Change {
  return (response) => {
    if (!response.headers.get('content-type')?.includes('html')) return response
    const page = new TextDecoder().decode(response.body)
    const changed = page.includes('</form>') ? page.replaceAll('</form>', `${html}</form>`) : `${page}${html}`
    return { ...response, body: new TextEncoder().encode(changed) }
  }
}

function members(change: (body: Record<string, unknown>) => Record<string, unknown>): Change {
  return (response) => (response.status === 200 ? withBody(response, change(bodyOf(response))) : response)
}

const echo: Change = (response, { method, headers }) =>
  ['TRACE', 'OPTIONS'].includes(method)
    ? {
        ...response,
        status: 200,
        headers: new Headers({ 'x-echo': JSON.stringify(headers ?? {}) }),
        body: new Uint8Array(),
      }
    : response

const at = (place: RegExp, what: string, change: Change): Disturbance => ({ what, alter: answersTo(place, change) })

/** What may be wrong anywhere: statuses, headers, pages. */
const everywhere: readonly Disturbance[] = Object.entries(places).flatMap(([name, place]) => [
  at(place, `${name} is busy`, status(429)),
  at(place, `${name} is busy later`, later(status(429, { 'retry-after': '1' }))),
  at(place, `${name} is busy now and then`, sometimes(status(429, { 'retry-after': 'soon' }))),
  at(place, `${name} fails`, status(500)),
  at(place, `${name} fails later`, later(status(503))),
  at(place, `${name} answers 200 and nothing`, status(200)),
  at(place, `${name} refuses`, status(403)),
  at(place, `${name} tells of limits`, header('x-ratelimit-limit', '10')),
  at(place, `${name} lets everybody read`, header('access-control-allow-origin', '*')),
  at(place, `${name} sets a cookie`, cookie),
  at(place, `${name} may be kept`, header('cache-control', 'public, max-age=60')),
])

/** What may be wrong with tokens, and with what is said of them. */
const ofTokens: readonly Disturbance[] = [
  at(
    /\/connect\/token$/,
    'access tokens are opaque',
    members((body) => ({ ...body, access_token: `opaque${body.expires_in}` })),
  ),
  at(
    /\/connect\/token$/,
    'tokens live for no time',
    members((body) => ({ ...body, expires_in: 0 })),
  ),
  at(/\/connect\/token$/, 'refreshes bring nothing', later(members(() => ({})))),
  at(
    /\/introspect/,
    'everything is active',
    members(() => ({ active: true })),
  ),
  at(
    /\/introspect/,
    'nothing is active',
    members(() => ({ active: false })),
  ),
  at(
    /jwks/,
    'keys have no kid',
    members(({ keys }) => ({ keys: (keys as object[]).map((key) => ({ ...key, kid: undefined })) })),
  ),
  at(
    /jwks/,
    'there is one key',
    members(({ keys }) => ({ keys: (keys as object[]).slice(0, 1) })),
  ),
  at(
    /jwks/,
    'there are no keys',
    members(() => ({ keys: [] })),
  ),
]

/** What may be wrong with pages, and with methods that nobody needs. */
const ofPages: readonly Disturbance[] = [
  at(/./, 'requests are given back', echo),
  at(/./, 'pages load a style from elsewhere', inPages('<link rel="stylesheet" href="https://tracker.example/a.css">')),
  at(/./, 'pages name a page elsewhere', inPages('<link rel="canonical" href="https://tracker.example/">')),
  at(/./, 'pages load images from elsewhere', inPages('<img srcset="https://tracker.example/a.png 1x">')),
  at(/./, 'pages have a button to elsewhere', inPages('<button formaction="https://other.example/">More</button>')),
  at(/./, 'pages have a script from elsewhere', inPages('<script src="https://tracker.example/a.js"></script>')),
  at(/./, 'pages have the wrong status', (response) =>
    response.headers.get('content-type')?.includes('html') ? { ...response, status: 202 } : response,
  ),
]

export const disturbances: readonly Disturbance[] = [...ofTokens, ...ofPages, ...everywhere]
