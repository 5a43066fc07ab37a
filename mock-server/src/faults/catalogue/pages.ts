import type { Exchange } from '../../http/exchange.ts'
import { html, type Reply } from '../../http/reply.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault } from '../fault.ts'
import { headerOf, withHeader } from './builders.ts'

const pages: readonly EndpointLabel[] = ['login', 'merchant', 'consent', 'error-page', 'logout']
const found = 'A conformance suite finds it.'

interface Row {
  readonly name: string
  readonly breaks: string
  readonly spec: string
  readonly ids?: readonly string[]
  readonly endpoints?: readonly EndpointLabel[]
}

function onPage(row: Row, change: (reply: Reply, exchange: Exchange) => Reply | undefined): Fault {
  return {
    endpoints: pages,
    ...row,
    group: 'pages',
    expected: found,
    at: { reply: (reply, { exchange }) => (isPage(reply, exchange) ? change(reply, exchange) : undefined) },
  }
}

function isPage(reply: Reply, { path }: Exchange): boolean {
  return (
    reply.status === 200 &&
    /^\/(account|merchant|consent|home)/i.test(path) &&
    (headerOf(reply, 'content-type') ?? '').startsWith('text/html')
  )
}

const editBody = (reply: Reply, search: RegExp, replacement: string): Reply | undefined =>
  search.test(reply.body) ? { ...reply, body: reply.body.replace(search, replacement) } : undefined

/** Puts something where the page's own text ends. */
const append = (reply: Reply, text: string): Reply => ({
  ...reply,
  body: reply.body.replace('</body>', `${text}</body>`),
})

/** The pages that people see. */
export const pageFaults: readonly Fault[] = [
  onPage(
    { name: 'page-framable', breaks: 'The pages may be shown in a frame.', spec: 'RFC 9700 4.16', ids: ['PD-057'] },
    (reply) => {
      const policy = (headerOf(reply, 'content-security-policy') ?? '').replace(/; frame-ancestors 'none'/, '')
      return withHeader(withHeader(reply, 'X-Frame-Options'), 'Content-Security-Policy', policy)
    },
  ),
  onPage({ name: 'page-cacheable', breaks: 'The pages may be cached.', spec: 'RFC 9111 5.2.2.5' }, (reply) =>
    withHeader(reply, 'Cache-Control', 'public, max-age=3600'),
  ),
  onPage(
    {
      name: 'page-referrer-leaks',
      breaks: 'The pages send their whole address along as referrer.',
      spec: 'RFC 9700 4.2',
    },
    (reply) => withHeader(reply, 'Referrer-Policy', 'unsafe-url'),
  ),
  onPage(
    { name: 'page-form-unprotected', breaks: 'The forms carry no anti-forgery token.', spec: 'OWASP, CSRF' },
    (reply) => editBody(reply, /<input[^>]*__RequestVerificationToken[^>]*>/i, ''),
  ),
  onPage(
    {
      name: 'error-page-reflects',
      breaks: 'The pages show the query as it was sent.',
      spec: 'OWASP, cross-site scripting',
    },
    (reply, { query }) =>
      append(reply, decodeURIComponent(query.replaceAll('+', ' ').replace(/%(?![\da-f]{2})/gi, '%25'))),
  ),
  onPage(
    { name: 'page-third-party-image', breaks: 'The pages load an image from a third party.', spec: 'RFC 9700 4.2' },
    (reply) => append(reply, '<img src="https://tracker.example/pixel.gif" alt="">'),
  ),
  onPage(
    { name: 'page-language-ignored', breaks: 'The pages say that they are in another language.', spec: 'OIDCC 15.1' },
    (reply) => editBody(reply, /<html lang="[a-z]+"/, '<html lang="sv"'),
  ),
  {
    name: 'login-redirect-307',
    group: 'pages',
    breaks: 'After the password was posted comes a 307, by which the browser posts it again.',
    spec: 'RFC 9700 4.12',
    expected: found,
    ids: ['PD-058'],
    endpoints: ['login'],
    at: {
      reply: (reply, { exchange }) =>
        exchange.method === 'POST' && reply.status === 302 ? { ...reply, status: 307 } : undefined,
    },
  },
  {
    name: 'session-cookie-unprotected',
    group: 'pages',
    breaks: 'The session cookie has neither HttpOnly nor Secure nor SameSite.',
    spec: 'RFC 6265bis 4.1.2',
    expected: found,
    endpoints: ['login', 'authorize', 'authorize-callback'],
    at: {
      reply: (reply) =>
        headerOf(reply, 'set-cookie') === undefined
          ? undefined
          : {
              ...reply,
              headers: reply.headers.map(([name, value]) => [
                name,
                name.toLowerCase() === 'set-cookie' ? value.replace(/; ?(httponly|secure|samesite=\w+)/gi, '') : value,
              ]),
            },
    },
  },
  {
    name: 'login-always-refused',
    group: 'pages',
    breaks: 'The login page says that the password is wrong.',
    spec: 'OIDCC 3.1.2.3',
    expected: 'A login script stops with a reason and does not try again and again.',
    endpoints: ['login'],
    at: {
      reply: (reply, { exchange }) =>
        exchange.method === 'POST' && reply.status === 302
          ? html('<!doctype html><title>Mock</title><p role="alert">Mock: a fault refuses every login.</p>', [])
          : undefined,
    },
  },
  {
    name: 'login-session-not-kept',
    group: 'pages',
    breaks: 'The session cookie is not set, so the login page comes again.',
    spec: 'OIDCC 3.1.2.3',
    expected: 'A login script stops with a reason and does not go round in circles.',
    endpoints: ['login'],
    at: {
      reply: (reply, { exchange }) =>
        exchange.method === 'POST' && reply.status === 302 ? withHeader(reply, 'Set-Cookie') : undefined,
    },
  },
]
