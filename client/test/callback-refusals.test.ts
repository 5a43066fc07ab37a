import { describe, expect, it, vi } from 'vitest'
import { discover, formPost, redirectUri, startInvoice, useSimulator } from './support/harness.ts'

const held = useSimulator()

/** Completes a consent with what `change` makes of a right callback. */
async function complete(change: (parameters: URLSearchParams) => Parameters<typeof formPost>[0] | Request | URL) {
  const client = await discover()
  const consent = await startInvoice(client)
  const input = change(await held.mobilepay.authorize(consent.url))
  return client.completeConsent(input, consent)
}

function set(name: string, value: string) {
  return (parameters: URLSearchParams) => {
    parameters.set(name, value)
    return parameters
  }
}

function without(name: string) {
  return (parameters: URLSearchParams) => {
    parameters.delete(name)
    return parameters
  }
}

function twice(name: string) {
  return (parameters: URLSearchParams) => {
    parameters.append(name, parameters.get(name) ?? '')
    return parameters
  }
}

async function expectRefusal(outcome: Promise<unknown>, code: string) {
  await expect(outcome).rejects.toMatchObject({ name: 'ProtocolError', code })
  expect(held.mobilepay.count('/connect/token')).toBe(0)
}

const typed = (type: string) => (p: URLSearchParams) => formPost(p, { headers: { 'content-type': type } })

describe('the form of the callback', () => {
  it.each([
    ['GET in form_post mode', 'callback-method', (p: URLSearchParams) => new Request(`${redirectUri}?${p}`)],
    ['a fragment in form_post mode', 'callback-method', (p: URLSearchParams) => new URL(`${redirectUri}#${p}`)],
    ['PUT', 'callback-method', (p: URLSearchParams) => formPost(p, { method: 'PUT' })],
    ['multipart', 'callback-content-type', typed('multipart/form-data; boundary=x')],
    ['JSON', 'callback-content-type', typed('application/json')],
    ['a lookalike type', 'callback-content-type', typed('application/x-www-form-urlencoded2')],
    ['no type', 'callback-content-type', typed('')],
    ['64 KiB and more', 'callback-unreadable', (p: URLSearchParams) => formPost(`${p}&x=${'x'.repeat(66_000)}`)],
    ['a long raw body', 'callback-unreadable', (p: URLSearchParams) => `${p}&x=${'x'.repeat(66_000)}`],
    [
      'code in the query beside a form post',
      'callback-parameter-unexpected',
      (p: URLSearchParams) => new Request(`${redirectUri}?code=1`, { method: 'POST', body: p }),
    ],
  ])('refuses %s', (_, code, change) => expectRefusal(complete(change), code))

  it.each(['code', 'id_token', 'state', 'scope'])('refuses %s twice', (name) =>
    expectRefusal(complete(twice(name)), 'callback-parameter-repeated'),
  )

  it('refuses a parameter of no meaning twice', () =>
    expectRefusal(
      complete((p) => `${p}&a=1&a=2`),
      'callback-parameter-repeated',
    ))

  it('takes a charset after the content type', async () => {
    const change = typed('Application/x-www-form-urlencoded; charset=UTF-8')
    await expect(complete(change)).resolves.toBeDefined()
  })

  it('refuses a body that somebody has read', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    const request = formPost(await held.mobilepay.authorize(consent.url))
    await request.text()
    await expectRefusal(client.completeConsent(request, consent), 'callback-unreadable')
  })

  it('refuses a query in fragment mode, and takes the POST of the relay page', async () => {
    const client = await discover()
    const consent = await client.startConsent({
      merchantVat: 'DK12345674',
      scopes: ['invoice'],
      responseMode: 'fragment',
    })
    const answer = await held.mobilepay.authorize(consent.url)
    await expectRefusal(client.completeConsent(new URL(`${redirectUri}?${answer}`), consent), 'callback-method')
    await expectRefusal(client.completeConsent(formPost(answer, { method: 'PUT' }), consent), 'callback-method')
    await expectRefusal(
      client.completeConsent(new URL(`${redirectUri}?code=1#${answer}`), consent),
      'callback-parameter-unexpected',
    )
    await expect(client.completeConsent(formPost(answer), consent)).resolves.toBeDefined()
  })
})

describe('the parameters of the callback', () => {
  it.each([
    ['no state', 'callback-parameter-missing', without('state')],
    ['an empty state', 'callback-parameter-missing', set('state', '')],
    ['another state', 'state-mismatch', set('state', 'A'.repeat(43))],
    ['another iss', 'callback-issuer-mismatch', set('iss', 'https://evil.example')],
    ['an empty iss', 'callback-issuer-mismatch', set('iss', '')],
    ['no code', 'callback-parameter-missing', without('code')],
    ['no id_token', 'callback-parameter-missing', without('id_token')],
    ['an access token', 'callback-parameter-unexpected', set('access_token', 'x')],
    ['a JARM response', 'callback-parameter-unexpected', set('response', 'x')],
    ['access_denied', 'access-denied', set('error', 'access_denied')],
    ['login_required', 'interaction-required', set('error', 'login_required')],
    ['temporarily_unavailable', 'authorization-refused', set('error', 'temporarily_unavailable')],
    ['an error that is markup', 'authorization-refused', set('error', '<script>alert(1)</script>')],
    ['an error named like a built-in', 'authorization-refused', set('error', 'constructor')],
  ])('refuses %s', (_, code, change) => expectRefusal(complete(change), code))

  it('looks at the state before the error', () =>
    expectRefusal(
      complete((p) => set('state', 'x')(set('error', 'access_denied')(p))),
      'state-mismatch',
    ))

  it('repeats no markup and no description in its message', async () => {
    const change = (p: URLSearchParams) => set('error_description', '<script>')(set('error', '<script>')(p))
    const error = await complete(change).catch((thrown: Error) => thrown)
    expect(JSON.stringify(error)).not.toContain('<script>')
  })

  it('accepts the right iss, and none although it is advertised', async () => {
    await expect(complete(set('iss', 'https://api.mobilepay.dk/merchant'))).resolves.toBeDefined()
    await expect(complete(without('iss'))).resolves.toBeDefined()
  })
})

describe('what was remembered', () => {
  it('is good for one callback, also when two come at once', async () => {
    const client = await discover()
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    const outcomes = await Promise.allSettled([1, 2].map(() => client.completeConsent(formPost(answer), consent)))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(client.completeConsent(formPost(answer), consent)).rejects.toMatchObject({
      code: 'state-already-used',
    })
    expect(held.mobilepay.count('/connect/token')).toBe(1)
  })

  it('expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const client = await discover({ consentLifetimeSeconds: 60 })
    const consent = await startInvoice(client)
    const answer = await held.mobilepay.authorize(consent.url)
    vi.setSystemTime(Date.now() + 60_000)
    await expectRefusal(client.completeConsent(formPost(answer), consent), 'consent-expired')
  })

  it.each([
    ['an empty state', { state: '' }, 'consent-not-remembered'],
    ['no verifier', { codeVerifier: undefined }, 'consent-not-remembered'],
    ['an unknown mode', { responseMode: 'query' }, 'consent-not-remembered'],
    ['another environment', { environment: 'sandbox-fi' }, 'consent-of-another-client'],
    ['another client', { clientId: 'other' }, 'consent-of-another-client'],
  ])('is refused with %s', async (_, change, code) => {
    const client = await discover()
    const consent = await startInvoice(client)
    const altered = { ...consent, ...change } as typeof consent
    const answer = await held.mobilepay.authorize(consent.url)
    await expect(client.completeConsent(formPost(answer), altered)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code,
    })
  })
})
