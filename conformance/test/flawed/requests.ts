import type { Flaw } from '../support/flawed-program.ts'
import { challenge, hex, isRefresh, proves, sends, stateOf, text } from './loosely.ts'

/** Clients that ask for too much, or tell too much when they ask. */
export const requestFlaws: readonly Flaw[] = [
  { flaw: 'a verifier made from state', seenBy: 'RP-06', ...proves((url) => challenge(stateOf(url))) },
  {
    flaw: 'nonce that is the hexadecimal hash of state',
    seenBy: 'RP-05',
    ...sends((_known, url) => ({ nonce: hex(stateOf(url)) })),
  },
  { flaw: 'nonce that contains state', seenBy: 'RP-05', ...sends((_known, url) => ({ nonce: `n-${stateOf(url)}` })) },
  {
    flaw: 'client_secret in the address of the login',
    seenBy: 'RP-78',
    start: (url, { settings }) => url.searchParams.set('client_secret', settings.clientSecret),
  },
  {
    flaw: 'state that carries the verifier',
    seenBy: 'RP-06',
    start: (url, { memory }) => {
      const [own, verifier] = [stateOf(url), challenge(String(Math.random()) + stateOf(url))]
      memory.set(`verifier ${own}`, verifier)
      memory.set(`state ${verifier}.${own}`, own)
      url.searchParams.set('state', `${verifier}.${own}`)
      url.searchParams.set('code_challenge', challenge(verifier))
    },
    callback: sends(() => ({})).callback,
    tokenRequest: proves(() => '').tokenRequest as never,
  },
  {
    flaw: 'HTTP Basic without form-encoding',
    seenBy: 'RP-55',
    tokenRequest: ({ form, headers }) => {
      headers.set(
        'authorization',
        `Basic ${Buffer.from(`${form.get('client_id')}:${form.get('client_secret')}`).toString('base64')}`,
      )
      form.delete('client_id')
      form.delete('client_secret')
    },
  },
  {
    flaw: 'a refresh that asks for more',
    seenBy: 'RP-56',
    tokenRequest: ({ form }, { settings }) => {
      if (isRefresh(form)) form.set('scope', `${settings.scopes.join(' ')} webhooks`)
    },
  },
  {
    flaw: 'the first refresh token for ever',
    seenBy: 'RP-71',
    tokenRequest: ({ form }, { memory }) => {
      if (!isRefresh(form)) return
      const first = memory.get('first') ?? form.get('refresh_token')
      memory.set('first', first)
      form.set('refresh_token', text(first))
    },
  },
  {
    flaw: 'the latest refresh token, whoever is asked for',
    seenBy: 'RP-77',
    tokenAnswer: (answer, _request, { memory }) => {
      memory.set('latest', answer.refresh_token)
      return answer
    },
    tokenRequest: ({ form }, { memory }) => {
      if (isRefresh(form) && memory.has('latest')) form.set('refresh_token', text(memory.get('latest')))
    },
  },
  {
    flaw: 'follows redirects of a refresh alone',
    seenBy: 'RP-58',
    tokenRequest: (request) => {
      if (isRefresh(request.form)) request.redirect = 'follow'
    },
  },
  {
    flaw: 'a refresh is sent again after a server error',
    seenBy: 'RP-71',
    fetch: (next) => async (url, init) => {
      const response = await next(url, init)
      return response.status >= 500 && /grant_type=refresh/.test(String(init?.body)) ? next(url, init) : response
    },
  },
  {
    flaw: 'refreshes that are asked for at the same time are each sent',
    seenBy: 'RP-72',
    around: (next, known) => async (command, input) => {
      if (command !== 'refresh') return next(command, input)
      const { memory } = known()
      memory.set('waiting', Number(memory.get('waiting') ?? 0) + 1)
      try {
        return await next(command, input)
      } finally {
        memory.set('waiting', Number(memory.get('waiting')) - 1)
      }
    },
    fetch:
      (next, { memory }) =>
      async (url, init) => {
        const waiting = Number(memory.get('waiting') ?? 0)
        if (!/grant_type=refresh/.test(String(init?.body)) || waiting < 2) return next(url, init)
        const [first] = await Promise.all(Array.from({ length: waiting }, () => next(url, init)))
        return first as Response
      },
  },
]
