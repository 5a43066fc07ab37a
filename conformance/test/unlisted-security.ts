import { type HttpRequest, type HttpResponse, type Pairs, pairsOf, type Send, textOf } from '../src/subjects/http.ts'
import { answersTo, bodyOf, type UnlistedDefect, withAnswerHeader, withBody } from './support/unlisted-defect.ts'

const api = /\/merchants\/me$/
const authorize = /\/connect\/authorize$/
const token = /\/connect\/token$/
const pages = /\/account\/login$/

const withText = (response: HttpResponse, text: string): HttpResponse => ({ ...response, body: Buffer.from(text) })
const inPage = (html: string) => (response: HttpResponse) =>
  withText(response, textOf(response).replace('</body>', `${html}</body>`))
const fieldOf = ({ form = [] }: HttpRequest, name: string) =>
  pairsOf(form).find(([candidate]) => candidate === name)?.[1]

const antiForgery = '__RequestVerificationToken'
const tokenIn = (page: string) =>
  new RegExp(`name="${antiForgery}"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="${antiForgery}"`).exec(page)
const seedIn = (cookies: string) => /antiforgery[^=]*=([^;,]+)/.exec(cookies)?.[1]

/** Some forms are taken as if they carried the token of the browser that sends them. */
function forgiving(isForgiven: (request: HttpRequest) => boolean): (send: Send) => Send {
  return (send) => {
    const tokens = new Map<string, string>()
    return async (request) => {
      const { headers = {} } = request
      const own = tokens.get(seedIn(headers.cookie ?? '') ?? '')
      const isTaken = own !== undefined && request.method === 'POST' && isForgiven(request)
      const response = await send(isTaken ? withToken(request, own) : request)
      const seed = seedIn(response.headers.getSetCookie().join()) ?? seedIn(headers.cookie ?? '')
      const [, one, other] = tokenIn(textOf(response)) ?? []
      if (seed !== undefined) tokens.set(seed, one ?? other ?? tokens.get(seed) ?? '')
      return response
    }
  }
}

function withToken({ method, url, headers, form, body = '' }: HttpRequest, own: string): HttpRequest {
  const { 'content-type': type = '', ...others } = headers ?? {}
  const fields = form ? pairsOf(form) : fieldsIn(type, String(body))
  return {
    method,
    url,
    headers: others,
    form: [...fields.filter(([name]) => name !== antiForgery), [antiForgery, own]],
  }
}

function fieldsIn(type: string, body: string): Pairs {
  const form = type.startsWith('text/plain') ? /^([^=\r\n]+)=(.*)$/gm : /name="([^"]+)"\r\n\r\n(.*)$/gm
  return Array.from(body.matchAll(form), ([, name = '', value = '']) => [name, value.trimEnd()] as const)
}

const forms: readonly UnlistedDefect[] = [
  ...['S-16', 'S-17'].map((seenBy) => ({
    defect: 'a form token of another browser',
    seenBy,
    alter: forgiving((request) => fieldOf(request, antiForgery) !== undefined),
  })),
  ...['multipart/form-data', 'text/plain'].flatMap((type) =>
    ['S-16', 'S-17'].map((seenBy) => ({
      defect: `no form token needed as ${type}`,
      seenBy,
      alter: forgiving(({ headers = {} }) => headers['content-type']?.startsWith(type) ?? false),
    })),
  ),
]

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

const telling: readonly UnlistedDefect[] = [
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

const loading: readonly UnlistedDefect[] = [
  ...Object.entries({
    'a style without a scheme': '<p style="background:url(//tracker.example/a.png)">.</p>',
    'an import without a scheme': '<style>@import "//tracker.example/a.css";</style>',
    'an image in a drawing': '<svg><image href="https://tracker.example/a.png"/></svg>',
    'a part of a drawing': '<svg><use xlink:href="https://tracker.example/a.svg#b"/></svg>',
    'a track of a film': '<video><track src="https://tracker.example/a.vtt"></video>',
    'an image that is loaded beforehand':
      '<link rel="preload" as="image" imagesrcset="https://tracker.example/a.png 1x">',
  }).map(([what, html]) => ({
    defect: `${what} from elsewhere`,
    seenBy: 'S-18',
    alter: answersTo(pages, inPage(html)),
  })),
  {
    defect: 'a header that has a style loaded from elsewhere',
    seenBy: 'S-18',
    alter: answersTo(pages, (answer) =>
      withAnswerHeader(answer, 'link', '<https://tracker.example/a.css>; rel=preload'),
    ),
  },
]

/** Defects of security that no list names. */
export const unlistedSecurity: readonly UnlistedDefect[] = [...forms, ...leading, ...telling, ...loading]
