import { isLoopbackHttp } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'
import { noTransport } from '../plain-http.ts'

/** Cookies of taste, which give access to nothing: scripts may read them. */
const ofTaste = /lang|locale|culture|theme|cookie-?consent/i

/** S-06: the cookies that hold a session. */
export const cookies: CheckDefinition = {
  id: 'S-06',
  title: 'Cookies of the provider are Secure, HttpOnly and say SameSite',
  spec: 'RFC 6265bis 4.1.2',
  level: 'SHOULD',
  sandbox: 'unattended',
  async run(context) {
    if (isLoopbackHttp(context.target.discoveryUrl)) return inapplicable(noTransport)
    await context.flow.attempt({}, { browser: 'new', visits: false })
    const set = context.seen().flatMap(({ response }) => response.headers.getSetCookie())
    if (set.length === 0) return inapplicable('The provider sets no cookie before somebody logs in.')
    return judgeProblems(
      [...new Set(set.flatMap(problemsOf))],
      'Secure, HttpOnly and SameSite on each cookie',
      'Set Secure, HttpOnly and SameSite on every cookie that belongs to a session.',
    )
  },
}

function problemsOf(cookie: string): readonly string[] {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim())
  const name = pair.replace(/=.*/s, '')
  const names = attributes.map((attribute) => attribute.replace(/=.*/s, '').toLowerCase())
  const isTakenBack = pair.endsWith('=') || attributes.some((attribute) => /^max-age=(0|-)/i.test(attribute))
  if (isTakenBack) return []
  const wanted = ofTaste.test(name) ? ['Secure'] : ['Secure', 'HttpOnly', 'SameSite']
  return wanted.flatMap((one) => (names.includes(one.toLowerCase()) ? [] : [`the cookie ${name} has no ${one}`]))
}
