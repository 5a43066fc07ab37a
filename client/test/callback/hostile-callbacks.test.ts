import { describe, expect, it } from 'vitest'
import { type CallbackInput, MobilePayError } from '../../src/index.ts'
import { discover, formPost, redirectUri, startInvoice, useSimulator } from '../support/harness.ts'

const held = useSimulator()

/** A hostile callback: made from the right one, and from that of another consent of the same client. */
interface Hostile {
  readonly what: string
  readonly code: string
  readonly change: (right: URLSearchParams, other: URLSearchParams) => URLSearchParams | Request
}

const changed = (changes: Readonly<Record<string, string | undefined>>) => (right: URLSearchParams) => {
  const parameters = new URLSearchParams(right)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) parameters.delete(name)
    else parameters.set(name, value)
  }
  return parameters
}

const repeated = (name: string) => (right: URLSearchParams) => {
  const parameters = new URLSearchParams(right)
  parameters.append(name, right.get(name) ?? '')
  return parameters
}

const taken = (name: string) => (right: URLSearchParams, other: URLSearchParams) =>
  changed({ [name]: other.get(name) ?? '' })(right)

const hostile: readonly Hostile[] = [
  { what: 'the state of another session', code: 'state-mismatch', change: taken('state') },
  { what: 'the whole answer of another session', code: 'state-mismatch', change: (_, other) => other },
  { what: 'state twice', code: 'callback-parameter-repeated', change: repeated('state') },
  { what: 'code twice', code: 'callback-parameter-repeated', change: repeated('code') },
  { what: 'the code of another consent', code: 'id-token-code-hash', change: taken('code') },
  { what: 'the ID token of another consent', code: 'id-token-nonce', change: taken('id_token') },
  { what: 'no ID token', code: 'callback-parameter-missing', change: changed({ id_token: undefined }) },
  { what: 'no code', code: 'callback-parameter-missing', change: changed({ code: undefined }) },
  { what: 'an error beside a code', code: 'access-denied', change: changed({ error: 'access_denied' }) },
  {
    what: 'an error with a wrong state',
    code: 'state-mismatch',
    change: changed({ error: 'access_denied', state: 'x' }),
  },
  {
    what: 'script in the description of an error',
    code: 'authorization-refused',
    change: changed({ error: 'server_error', error_description: '<script>canary</script>' }),
  },
  { what: 'another issuer', code: 'callback-issuer-mismatch', change: changed({ iss: 'https://evil.example' }) },
  { what: 'an access token', code: 'callback-parameter-unexpected', change: changed({ access_token: 'canary' }) },
  {
    what: 'delivery in the query of a GET',
    code: 'callback-method',
    change: (right) => new Request(`${redirectUri}?${right}`),
  },
  { what: '5 MB', code: 'callback-unreadable', change: (right) => formPost(`${right}&x=${'x'.repeat(5_000_000)}`) },
  { what: 'a NUL in a field', code: 'callback-unreadable', change: changed({ scope: 'openid\0' }) },
  { what: 'a field that is no UTF-8', code: 'callback-unreadable', change: (right) => formPost(`${right}&x=%C3%28`) },
]

async function scene() {
  const client = await discover()
  const [mine, others] = [await startInvoice(client), await startInvoice(client)]
  const right = await held.mobilepay.authorize(mine.url)
  return { client, mine, right, other: await held.mobilepay.authorize(others.url) }
}

describe('a hostile callback', () => {
  it.each(hostile)('with $what is $code, and is followed by no request', async ({ code, change }) => {
    const { client, mine, right, other } = await scene()
    const sent = change(right, other)
    const input: CallbackInput = sent instanceof Request ? sent : formPost(sent)
    const error = await client.completeConsent(input, mine).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MobilePayError)
    expect(error).toMatchObject({ code })
    expect(JSON.stringify(error)).not.toContain('canary')
    expect(held.mobilepay.count('/connect/token')).toBe(0)
  })

  it.each([
    ['nothing changed', changed({})],
    ['no iss, although it is advertised', changed({ iss: undefined })],
    ['the right iss', changed({ iss: 'https://api.mobilepay.dk/merchant' })],
    ['a parameter of no meaning', changed({ session_state: 'abc.def' })],
  ])('has a twin that is accepted: %s', async (_, change) => {
    const { client, mine, right } = await scene()
    await expect(client.completeConsent(formPost(change(right)), mine)).resolves.toBeDefined()
    expect(held.mobilepay.count('/connect/token')).toBe(1)
  })
})
