import type { Connected, OnBehalf } from '../../src/drivers/client-driver.ts'
import type { Flaw } from '../support/flawed-program.ts'
import { instead, replies, text, together } from './loosely.ts'

const isApi = (url: unknown) => String(url).includes('/invoice-restapi/')

/** Calls of the API with something changed in them. */
const calls = (change: (url: URL, headers: Headers) => void): Pick<Flaw, 'fetch'> => ({
  fetch: (next) => (input, init) => {
    if (!isApi(input)) return next(input, init)
    const [url, headers] = [new URL(String(input)), new Headers(init?.headers)]
    change(url, headers)
    return next(url, { ...init, headers })
  },
})

const forTheLatest = (input: object) => {
  const { merchantId: _, ...wish } = input as OnBehalf
  return wish
}

/** Clients that use their tokens wrongly. */
export const callFlaws: readonly Flaw[] = [
  {
    flaw: 'a token in the address of a call',
    seenBy: 'RP-74',
    ...calls((url, headers) => url.searchParams.set('token', text(headers.get('authorization')).slice(7))),
  },
  { flaw: 'a call without a token', seenBy: 'RP-74', ...calls((_url, headers) => headers.delete('authorization')) },
  {
    flaw: 'a call with the token and no Bearer',
    seenBy: 'RP-74',
    ...calls((_url, headers) => headers.set('authorization', text(headers.get('authorization')).slice(7))),
  },
  {
    flaw: 'calls are answered without asking',
    seenBy: 'RP-74',
    ...replies('call', () => ({ outcome: 'answered', status: 200 })),
    fetch: (next) => async (url, init) => (isApi(url) ? new Response('{}', { status: 500 }) : next(url, init)),
  },
  {
    flaw: 'calls for the latest merchant, whoever is meant',
    seenBy: 'RP-77',
    ...instead('call', forTheLatest),
  },
  {
    flaw: 'refreshes for the latest merchant, whoever is meant',
    seenBy: 'RP-77',
    ...instead('refresh', forTheLatest),
  },
  {
    flaw: 'two merchants by one name',
    seenBy: 'RP-77',
    ...together(
      replies('callback', (reply) => (reply.outcome === 'connected' ? { ...reply, merchantId: 'merchant' } : reply)),
      instead('call', forTheLatest),
      instead('refresh', forTheLatest),
    ),
  },
  {
    flaw: 'scopes that were asked for are told as granted',
    seenBy: 'RP-68',
    ...replies('callback', (reply, _input, { settings }) =>
      reply.outcome === 'connected' ? ({ ...reply, scopes: settings.scopes } as Connected) : reply,
    ),
  },
  {
    flaw: 'scopes that were not granted are not told of',
    seenBy: 'RP-68',
    ...replies('callback', (reply) =>
      reply.outcome === 'connected' ? ({ ...reply, warnings: [] } as Connected) : reply,
    ),
  },
  {
    flaw: 'of many calls at once some are refused',
    seenBy: 'RP-72',
    around: (next, known) => async (command, input) => {
      if (command !== 'call') return next(command, input)
      const { memory } = known()
      const under = Number(memory.get('under way') ?? 0)
      if (under >= 49) return { outcome: 'rejected', code: 'busy' }
      memory.set('under way', under + 1)
      try {
        return await next(command, input)
      } finally {
        memory.set('under way', Number(memory.get('under way')) - 1)
      }
    },
  },
  {
    flaw: 'an access token in the address of a call',
    seenBy: 'RP-78',
    ...calls((url, headers) => url.searchParams.set('access_token', text(headers.get('authorization')).slice(7))),
  },
]
