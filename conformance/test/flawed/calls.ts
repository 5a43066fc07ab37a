import type { Connected, OnBehalf } from '../../src/drivers/client-driver.ts'
import type { Flaw } from '../support/flawed-program.ts'
import { instead, isRefresh, replies, text, together } from './loosely.ts'

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

const log = (line: (known: { readonly settings: { readonly clientSecret: string } }) => string): Pick<Flaw, 'around'> =>
  replies('report', (reply, _input, known) =>
    reply.outcome === 'reported'
      ? { ...reply, log: [...((reply as { readonly log?: readonly string[] }).log ?? []), line(known)] }
      : reply,
  )

const forTheLatest = (input: object) => {
  const { merchantId: _, ...wish } = input as OnBehalf
  return wish
}

/** Clients that use their tokens wrongly, or let out what they know. */
export const callFlaws: readonly Flaw[] = [
  {
    flaw: 'a token in the address of a call',
    seenBy: 'RP-74',
    ...calls((url, headers) => url.searchParams.set('token', text(headers.get('authorization')).slice(7))),
  },
  {
    flaw: 'an access token in the address of a call',
    seenBy: 'RP-78',
    ...calls((url, headers) => url.searchParams.set('access_token', text(headers.get('authorization')).slice(7))),
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
    flaw: 'the log has the client secret',
    seenBy: 'RP-78',
    ...log(({ settings }) => `secret ${settings.clientSecret}`),
  },
  {
    flaw: 'the log has the VAT number',
    seenBy: 'RP-78',
    start: (url, { memory }) => void memory.set('vat', url.searchParams.get('merchant_vat')),
    ...replies('report', (reply, _input, { memory }) =>
      reply.outcome === 'reported' ? { ...reply, log: [`consent for ${memory.get('vat')}`] } : reply,
    ),
  },
  {
    flaw: 'the verifier in the address of the redemption',
    seenBy: 'RP-78',
    tokenRequest: (request) => {
      const verifier = request.form.get('code_verifier')
      if (verifier !== null) request.url += `?code_verifier=${verifier}`
    },
  },
  {
    flaw: 'errors of the token endpoint have the code that was sent',
    seenBy: 'RP-78',
    tokenRequest: ({ form }, { memory }) => void memory.set('code', form.get('code')),
    ...replies('callback', (reply, _input, { memory }) =>
      reply.outcome === 'rejected' && memory.has('code')
        ? { ...reply, message: `The code ${text(memory.get('code'))} was refused.` }
        : reply,
    ),
  },
]
