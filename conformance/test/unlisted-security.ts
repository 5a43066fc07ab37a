import { type HttpRequest, type HttpResponse, pairsOf, type Send, textOf } from '../src/subjects/http.ts'
import { answersTo, bodyOf, type UnlistedDefect, withAnswerHeader, withBody } from './support/unlisted-defect.ts'
import { unlistedForms } from './unlisted-forms.ts'
import { unlistedLoading } from './unlisted-loading.ts'

const api = /\/merchants\/me$/
const authorize = /\/connect\/authorize$/
const token = /\/connect\/token$/
const pages = /\/account\/login$/

const withText = (response: HttpResponse, text: string): HttpResponse => ({ ...response, body: Buffer.from(text) })
const javaTrace = 'java.lang.IllegalArgumentException: x\n\tat java.net.URLDecoder.decode(URLDecoder.java:187)\n'
const redirect = (location: string) => ({ status: 302, headers: new Headers({ location }), body: new Uint8Array() })
const inPage = (html: string) => (response: HttpResponse) =>
  withText(response, textOf(response).replace('</body>', `${html}</body>`))
const fieldOf = ({ form = [] }: HttpRequest, name: string) =>
  pairsOf(form).find(([candidate]) => candidate === name)?.[1]

/** The keys of production have a member in common with those of the sandbox. */
function sharedKeys(member: string): (send: Send) => Send {
  const keysIn = (answer: HttpResponse) => bodyOf(answer).keys as readonly Record<string, unknown>[]
  return (send) => async (request) => {
    const answer = await send(request)
    if (!/\/api\.mobilepay\..*\/jwks$/.test(request.url)) return answer
    const own = keysIn(await send({ ...request, url: request.url.replace('/api.', '/api.sandbox.') }))
    return withBody(answer, { keys: keysIn(answer).map((key, at) => ({ ...key, [member]: own[at]?.[member] })) })
  }
}

const leading: readonly UnlistedDefect[] = ['forwarded', 'x-forwarded-host'].map((header) => ({
  defect: `a redirect to the host of ${header}`,
  seenBy: 'S-03',
  alter: answersTo(authorize, (answer, { headers = {} }) => {
    const host = /conformance\.[a-z]+/.exec(headers[header] ?? '')?.[0]
    const location = answer.headers.get('location')
    if (host === undefined || location === null) return answer
    return withAnswerHeader(answer, 'location', location.replace(/^https?:\/\/[^/]+/, `https://${host}`))
  }),
}))

const elsewhere: readonly UnlistedDefect[] = [
  {
    defect: 'a login that goes on wherever its address says',
    seenBy: 'S-03',
    alter: (send) => async (request) => {
      const to = new URL(request.url).searchParams.get('ReturnUrl') ?? ''
      return pages.test(new URL(request.url).pathname) && to.startsWith('https:') ? redirect(to) : send(request)
    },
  },
  {
    defect: 'a sign-out that goes on wherever it is told',
    seenBy: 'S-03',
    alter: (send) => async (request) => {
      const to = new URL(request.url).searchParams.get('post_logout_redirect_uri')
      return to === null ? send(request) : redirect(to)
    },
  },
  {
    defect: 'a line feed in state that makes a header',
    seenBy: 'S-05',
    alter: answersTo(authorize, (answer, { url }) => {
      const [, line] = /[^\r]\n([\w-]+): 1/.exec(new URL(url).searchParams.get('state') ?? '') ?? []
      return line === undefined ? answer : withAnswerHeader(answer, line, '1')
    }),
  },
  ...['GET', 'POST'].map((way) => ({
    defect: `CORS for right requests by ${way}`,
    seenBy: 'S-10',
    alter: answersTo(authorize, (answer, { method, url, headers = {}, form = [] }) => {
      const isRight = way === 'GET' ? url.includes('nonce=') : new Map(pairsOf(form)).has('nonce')
      const { origin } = headers
      return method === way && isRight && origin !== undefined
        ? withAnswerHeader(answer, 'access-control-allow-origin', origin)
        : answer
    }),
  })),
  ...['kid', 'n'].map((member) => ({
    defect: `the ${member} of the keys of both stages`,
    seenBy: 'S-20',
    alter: sharedKeys(member),
  })),
]

const telling: readonly UnlistedDefect[] = [
  {
    defect: 'a parameter that gets out of an attribute',
    seenBy: 'S-04',
    alter: answersTo(pages, (answer, { url }) => {
      const back = new URLSearchParams(new URL(url).searchParams.get('ReturnUrl')?.replace(/^.*\?/, '') ?? '')
      const hint = (back.get('login_hint') ?? '').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      return inPage(`<i title="${hint}"></i>`)(answer)
    }),
  },
  {
    defect: 'a stack trace for an odd response_type',
    seenBy: 'S-08',
    alter: answersTo(authorize, (answer, { url }) => (url.includes('7*7') ? withText(answer, javaTrace) : answer)),
  },
  {
    defect: 'a stack trace for an odd access token',
    seenBy: 'S-08',
    alter: answersTo(api, (answer, { headers = {} }) =>
      headers.authorization?.includes("'") ? withText(answer, javaTrace) : answer,
    ),
  },
  {
    defect: 'an error that repeats the credentials as they came',
    seenBy: 'S-09',
    alter: answersTo(token, (answer, { headers = {} }) =>
      answer.status === 400
        ? withBody(answer, { ...bodyOf(answer), error_description: headers.authorization?.slice(6) ?? '' })
        : answer,
    ),
  },
  {
    defect: 'the path on the page of an address that is not there',
    seenBy: 'S-04',
    alter: answersTo(/./, (answer, { url }) => {
      const page = withAnswerHeader(answer, 'content-type', 'text/html')
      return answer.status === 404 ? withText(page, `<p>No ${decodeURIComponent(new URL(url).pathname)}</p>`) : answer
    }),
  },
  {
    defect: 'a stack trace for broken escapes',
    seenBy: 'S-08',
    alter: answersTo(authorize, (answer, { url }) =>
      /%(?![\da-f]{2})/i.test(url)
        ? withText(
            answer,
            'java.lang.IllegalArgumentException: x\n\tat java.net.URLDecoder.decode(URLDecoder.java:187)\n',
          )
        : answer,
    ),
  },
  {
    defect: 'a stack trace for a body that breaks off',
    seenBy: 'S-08',
    alter: answersTo(authorize, (answer, { headers = {} }) =>
      headers['content-type']?.startsWith('multipart/')
        ? withText(answer, 'Traceback (most recent call last):\n  File "/app/form.py", line 12, in parse\n')
        : answer,
    ),
  },
  {
    defect: 'a challenge that repeats the token',
    seenBy: 'S-09',
    alter: answersTo(api, (answer, { headers = {} }) =>
      withAnswerHeader(answer, 'x-refused', answer.status === 401 ? (headers.authorization ?? '') : ''),
    ),
  },
  ...['code', 'client_secret'].map((name) => ({
    defect: `an error that repeats the ${name}`,
    seenBy: 'S-09',
    alter: answersTo(token, (answer, request) =>
      answer.status === 400
        ? withBody(answer, { ...bodyOf(answer), error_description: `No ${fieldOf(request, name)}` })
        : answer,
    ),
  })),
  {
    defect: 'TRACE among the methods that are allowed',
    seenBy: 'S-13',
    alter: answersTo(/./, (answer, { method }) =>
      method === 'OPTIONS' ? withAnswerHeader(answer, 'allow', 'GET, TRACE') : answer,
    ),
  },
]

/** Defects of security that no list names. */
export const unlistedSecurity: readonly UnlistedDefect[] = [
  ...unlistedForms,
  ...leading,
  ...elsewhere,
  ...telling,
  ...unlistedLoading,
]
