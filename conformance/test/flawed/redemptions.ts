import type { Flaw } from '../support/flawed-program.ts'
import { isRefresh, replies, text, together } from './loosely.ts'

const refused = { outcome: 'rejected', code: 'unknown' } as const

/** Clients that ask the token endpoint wrongly. */
export const redemptionFlaws: readonly Flaw[] = [
  {
    flaw: 'the secret in the body and in the header',
    seenBy: 'RP-55',
    tokenRequest: ({ form, headers }) => {
      const [id, secret] = ['client_id', 'client_secret'].map((name) => encodeURIComponent(text(form.get(name))))
      headers.set('authorization', `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`)
    },
  },
  {
    flaw: 'no secret at refresh',
    seenBy: 'RP-55',
    tokenRequest: ({ form }) => {
      if (isRefresh(form)) form.delete('client_secret')
    },
  },
  {
    flaw: 'an assertion beside the secret',
    seenBy: 'RP-55',
    tokenRequest: ({ form }) => form.set('client_assertion', 'x'),
  },
  { flaw: 'no verifier', seenBy: 'RP-56', tokenRequest: ({ form }) => form.delete('code_verifier') },
  {
    flaw: 'a verifier at refresh',
    seenBy: 'RP-56',
    tokenRequest: ({ form }) => {
      if (isRefresh(form)) form.set('code_verifier', 'v'.repeat(43))
    },
  },
  {
    flaw: 'a redirect URI of the redemption with a slash more',
    seenBy: 'RP-08',
    tokenRequest: ({ form }) => {
      if (form.has('redirect_uri')) form.set('redirect_uri', `${form.get('redirect_uri')}/`)
    },
  },
  {
    flaw: 'a refused refresh token is tried again',
    seenBy: 'RP-71',
    fetch: (next) => async (url, init) => {
      const response = await next(url, init)
      return response.status === 400 && /grant_type=refresh/.test(String(init?.body)) ? next(url, init) : response
    },
  },
  {
    flaw: 'of refreshes at once all but one are refused',
    seenBy: 'RP-72',
    around: (next, known) => async (command, input) => {
      if (command !== 'refresh') return next(command, input)
      const { memory } = known()
      if (memory.get('refreshing') === true) return { outcome: 'rejected', code: 'busy' }
      memory.set('refreshing', true)
      try {
        return await next(command, input)
      } finally {
        memory.delete('refreshing')
      }
    },
  },
  {
    flaw: 'what a process finds in the store it does not refresh',
    seenBy: 'RP-70',
    ...together(
      replies('callback', (reply, _input, { memory }) => {
        memory.set('connected', true)
        return reply
      }),
      replies('refresh', (reply, _input, { memory }) =>
        reply.outcome === 'connected' && !memory.has('connected') ? refused : reply,
      ),
    ),
  },
  {
    flaw: 'one refresh for each consent',
    seenBy: 'RP-70',
    ...replies('refresh', (reply, _input, { memory }) => {
      const isSecond = memory.has('refreshed')
      memory.set('refreshed', true)
      return isSecond ? refused : reply
    }),
  },
  {
    flaw: 'an interrupted refresh is told as something else',
    seenBy: 'RP-70',
    ...replies('refresh', (reply) => (reply.outcome === 'rejected' ? refused : reply)),
  },
]
