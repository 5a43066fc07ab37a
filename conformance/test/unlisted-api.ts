import type { HttpRequest, HttpResponse, Send } from '../src/subjects/http.ts'
import { answersTo, bodyOf, type UnlistedDefect, withAnswerHeader, withBody } from './support/unlisted-defect.ts'

const api = /\/merchants\/me$/
const tokenIn = ({ headers = {} }: HttpRequest) => headers.authorization?.replace(/^Bearer /, '')
const withToken = (request: HttpRequest, token: string): HttpRequest => {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): HttpResponse {
  return { status, headers: new Headers(headers), body: new TextEncoder().encode(body) }
}

/** Calls of the API as the provider takes them: with one of the tokens that it issued in place of the one that was sent. */
function takenFor(find: (sent: string, issued: readonly string[]) => string | undefined): (send: Send) => Send {
  return (send) => {
    const issued: string[] = []
    return async (request) => {
      const sent = tokenIn(request)
      const found = sent !== undefined && api.test(request.url) ? find(sent, issued) : undefined
      const response = await send(found === undefined ? request : withToken(request, found))
      const { access_token: token } = request.url.endsWith('/connect/token') ? bodyOf(response) : {}
      if (typeof token === 'string') issued.push(token)
      return response
    }
  }
}

const halfOf = (token: string) => token.slice(0, -token.split('.').slice(-1).join().length / 2)

const tokens: readonly UnlistedDefect[] = [
  {
    defect: 'a signature of which only the first half is compared',
    seenBy: 'P-05',
    alter: takenFor((sent, issued) => issued.find((token) => sent.startsWith(halfOf(token)))),
  },
  {
    defect: 'a header that no signature protects',
    seenBy: 'P-05',
    alter: takenFor((sent, issued) =>
      issued.find((token) => token.replace(/^.*?\./, '') === sent.replace(/^.*?\./, '')),
    ),
  },
  {
    defect: 'a token that is good for one call',
    seenBy: 'P-01',
    alter: (send) => {
      const used = new Set<string>()
      return async (request) => {
        const token = tokenIn(request)
        if (token === undefined || !api.test(request.url)) return send(request)
        if (used.has(token)) return refusal(401, { 'www-authenticate': 'Bearer error="invalid_token"' })
        used.add(token)
        return send(request)
      }
    },
  },
  {
    defect: 'a token in the query that helps a bad one in the header',
    seenBy: 'P-10',
    alter: (send) => async (request) => {
      const token = new URL(request.url).searchParams.get('access_token')
      return send(token !== null && tokenIn(request) !== undefined ? withToken(request, token) : request)
    },
  },
  ...['P-05', 'P-06', 'P-07', 'P-08'].map((seenBy) => ({
    defect: 'no challenge for bad tokens',
    seenBy,
    alter: answersTo(api, (answer, request) =>
      answer.status === 401 && tokenIn(request) !== undefined ? refusal(401) : answer,
    ),
  })),
  {
    defect: 'invalid_token though no token was sent',
    seenBy: 'P-02',
    alter: answersTo(api, (answer, request) =>
      answer.status === 401 && tokenIn(request) === undefined
        ? withAnswerHeader(answer, 'www-authenticate', 'Bearer error="invalid_token"')
        : answer,
    ),
  },
]

/** The CorrelationId of the request before, in the answers to the next. */
function correlated(name: (answer: HttpResponse, id: string) => HttpResponse): (send: Send) => Send {
  let before = 'c0ffee00-0000-4000-8000-000000000000'
  return answersTo(api, (answer, { headers = {} }) => {
    const { CorrelationId: id } = headers
    if (id === undefined) return answer
    const named = name(answer, before)
    before = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`
    return named
  })
}

const answers: readonly UnlistedDefect[] = [
  {
    defect: 'a MerchantId without hyphens',
    seenBy: 'P-01',
    alter: answersTo(api, (answer) =>
      answer.status === 200
        ? withBody(answer, { MerchantId: String(bodyOf(answer).MerchantId).replaceAll('-', '') })
        : answer,
    ),
  },
  {
    defect: 'merchant data that others may keep as long as they ask again',
    seenBy: 'P-16',
    alter: answersTo(api, (answer) => withAnswerHeader(answer, 'cache-control', 'must-revalidate')),
  },
  ...['correlationid', 'x-correlation-id'].map((header) => ({
    defect: `the ${header} of another request`,
    seenBy: 'P-13',
    alter: correlated((answer, id) => withAnswerHeader(answer, header, id)),
  })),
  ...Object.entries({
    'of another request': (id: string) => id,
    'that is a number': () => 5,
  }).map(([what, said]) => ({
    defect: `a correlation_id ${what} in refusals`,
    seenBy: 'P-13',
    alter: correlated((answer, id) =>
      answer.status === 200 ? answer : withBody(answer, { correlation_id: said(id), error: 'InputError' }),
    ),
  })),
  {
    defect: 'no patience with a CorrelationId',
    seenBy: 'P-13',
    alter: answersTo(api, (answer, { headers = {} }) =>
      headers.CorrelationId === undefined ? answer : { ...answer, status: 400 },
    ),
  },
  ...Object.entries({
    'a page': '<h1>Unauthorized</h1>',
    'a list': '[]',
    'an object of its own': '{"message":"Unauthorized"}',
  }).map(([what, body]) => ({
    defect: `a refusal with ${what}`,
    seenBy: 'P-14',
    alter: answersTo(api, (answer) => (answer.status === 401 ? { ...answer, body: Buffer.from(body) } : answer)),
  })),
  {
    defect: 'a refusal of a wrong path with 400 and no word',
    seenBy: 'P-14',
    alter: answersTo(/\/conformance$/, () => refusal(400)),
  },
]

/** Defects of the API that no list names. */
export const unlistedApi: readonly UnlistedDefect[] = [...tokens, ...answers]
