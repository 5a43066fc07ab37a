import type { CallbackRequest, ConsentWish, Started } from '../../src/drivers/client-driver.ts'
import type { Flaw } from '../support/flawed-program.ts'
import { instead, replies, text, together } from './loosely.ts'

const odd = ({ method, headers, body }: CallbackRequest) =>
  method === 'POST' && (headers['content-type'] !== 'application/x-www-form-urlencoded' || body === '')

const cookies = (change: (cookie: string) => string) =>
  replies('start', (reply) =>
    reply.outcome === 'started' ? { ...reply, cookies: (reply as Started).cookies?.map(change) ?? [] } : reply,
  )

/** Clients that deal wrongly with browsers: their cookies, their odd requests, and where they go. */
export const browserFlaws: readonly Flaw[] = [
  {
    flaw: 'a cookie that scripts may read',
    seenBy: 'RP-30',
    ...cookies((cookie) => cookie.replace(/;\s*HttpOnly/i, '')),
  },
  {
    flaw: 'a cookie that stays away from posts of other sites',
    seenBy: 'RP-30',
    ...cookies((cookie) => cookie.replace(/SameSite=None/i, 'SameSite=Lax')),
  },
  {
    flaw: 'a cookie more, which scripts may read',
    seenBy: 'RP-30',
    ...replies('start', (reply) =>
      reply.outcome === 'started'
        ? { ...reply, cookies: [...((reply as Started).cookies ?? []), 'seen=1; Secure; SameSite=None'] }
        : reply,
    ),
  },
  {
    flaw: 'a callback without cookies is taken for the last browser’s',
    seenBy: 'RP-28',
    ...together(
      replies('start', (reply, _input, { memory }) => {
        if (reply.outcome === 'started') memory.set('cookies', (reply as Started).cookies)
        return reply
      }),
      instead('callback', (input, { memory }) => {
        const request = input as CallbackRequest
        const kept = ((memory.get('cookies') ?? []) as readonly string[]).map((cookie) => cookie.split(';')[0])
        return request.cookies === '' ? { ...request, cookies: kept.join('; ') } : request
      }),
    ),
  },
  {
    flaw: 'the state of a refused callback is used up whoever brought it',
    seenBy: 'RP-28',
    around: (next, known) => async (command, input) => {
      if (command !== 'callback') return next(command, input)
      const { memory } = known()
      const { body } = input as CallbackRequest
      if (memory.has(body)) return { outcome: 'rejected', code: 'state-used' }
      const reply = await next(command, input)
      if (reply.outcome === 'rejected') memory.set(body, true)
      return reply
    },
  },
  {
    flaw: 'a form that is called something else breaks the server',
    seenBy: 'RP-23',
    ...replies('callback', (reply, input) =>
      odd(input as CallbackRequest) ? { outcome: 'rejected', code: 'http-500' } : reply,
    ),
  },
  {
    flaw: 'an empty body is an internal error',
    seenBy: 'RP-25',
    ...replies('callback', (reply, input) =>
      (input as CallbackRequest).body === '' ? { outcome: 'rejected', code: 'internal-error' } : reply,
    ),
  },
  {
    flaw: 'an empty body ends it for good',
    seenBy: 'RP-25',
    around: (next, known) => async (command, input) => {
      if (command !== 'callback') return next(command, input)
      const { memory } = known()
      if ((input as CallbackRequest).body === '') memory.set('broken', true)
      return memory.has('broken') ? { outcome: 'rejected', code: 'stopped' } : next(command, input)
    },
  },
  {
    flaw: 'a body that is called JSON is read as the form that it is',
    seenBy: 'RP-23',
    ...instead('callback', (input) => {
      const request = input as CallbackRequest
      return request.headers['content-type'] === 'application/json'
        ? { ...request, headers: { ...request.headers, 'content-type': 'application/x-www-form-urlencoded' } }
        : request
    }),
  },
  {
    flaw: 'a callback by PUT is read as one by POST',
    seenBy: 'RP-23',
    ...instead('callback', (input) => {
      const request = input as CallbackRequest
      return request.method === 'PUT' ? { ...request, method: 'POST' } : request
    }),
  },
  {
    flaw: 'a GET with the answer in its query is read as a form post',
    seenBy: 'RP-24',
    ...instead('callback', (input) => {
      const request = input as CallbackRequest
      const [url = '', query] = request.url.split('?')
      if (request.method !== 'GET' || query === undefined) return request
      const headers = { ...request.headers, 'content-type': 'application/x-www-form-urlencoded' }
      return { ...request, method: 'POST', url, headers, body: Buffer.from(query).toString('base64') }
    }),
  },
  {
    flaw: 'an empty iss is passed over',
    seenBy: 'RP-35',
    callback: (form) => {
      if (form.get('iss') !== '') return form
      const copy = new URLSearchParams(form)
      copy.delete('iss')
      return copy
    },
  },
  {
    flaw: 'an answer without iss is refused',
    seenBy: 'RP-35',
    ...replies('callback', (reply, input) =>
      Buffer.from((input as CallbackRequest).body, 'base64').includes('iss=')
        ? reply
        : { outcome: 'rejected', code: 'issuer-missing' },
    ),
  },
  {
    flaw: 'where to go afterwards may lead up and out of the allowed folder',
    seenBy: 'RP-80',
    ...instead('start', (input) => {
      const wish = input as ConsentWish
      return text(wish.returnTo).startsWith('/settings/') ? { ...wish, returnTo: '/settings' } : wish
    }),
  },
  {
    flaw: 'after the callback the browser goes to the start page of another site',
    seenBy: 'RP-80',
    ...replies('callback', (reply) =>
      reply.outcome === 'connected' ? { ...reply, location: 'https://integrator.example.net/settings' } : reply,
    ),
  },
  {
    flaw: 'where to go afterwards is forgotten',
    seenBy: 'RP-80',
    ...replies('callback', (reply) => {
      if (reply.outcome !== 'connected') return reply
      const { merchantId } = reply as { readonly merchantId?: string }
      return { outcome: 'connected', ...(merchantId !== undefined && { merchantId }) }
    }),
  },
]
