import { describe, expect, it } from 'vitest'
import { answer, judgedAs, login, response } from './support/told.ts'

type Form = Readonly<Record<string, string>>
type Told = readonly [status: number, body?: unknown]

const tokens = answer(200, { access_token: 'a', refresh_token: 'r' })
const refused = answer(400, { error: 'invalid_grant' })
const lab = { other: { ...login, clientId: 'other' }, reuse: { ...login, clientId: 'reuse' } }

interface Options {
  readonly clientSecret?: string
  readonly authentication?: string
  readonly login?: { readonly clientId: string }
}

/** How a right provider answers. */
function right({ token }: Form, { clientSecret, authentication, login: asker }: Options): Told {
  if (clientSecret !== undefined || authentication === 'none') return [401, { error: 'invalid_client' }]
  if (token === undefined) return [400, { error: 'invalid_request' }]
  return asker?.clientId === 'other' ? [400, { error: 'invalid_grant' }] : [200, {}]
}

/** What R-27 finds. @param lives whether a token that was revoked so many hours ago brings tokens all the same */
async function revoking(told: (form: Form, options: Options) => Told, lives: (hours: number) => boolean, byGet = 405) {
  let [made, hours] = [0, 0]
  const revoked = new Set<string>()
  const flow = {
    happyAnew: async () => {
      made += 1
      return { tokens: answer(200, { access_token: 'a', refresh_token: `r${made}` }), accessToken: 'a' }
    },
    post: async (_member: string, form: Form, options: Options = {}) => {
      const [status, body] = told(form, options)
      if (status === 200 && form.token !== undefined) revoked.add(form.token)
      return response(status, body, { 'content-type': 'application/json' })
    },
    send: async () => response(byGet),
    refresh: async (token: string) => (revoked.has(token) && !lives(hours) ? refused : tokens),
    pass: async (seconds: number) => {
      hours += seconds / 3600
    },
  }
  const once = { 'two refreshes': { first: tokens, second: tokens } }
  const context = { servedDocument: async () => ({ revocation_endpoint: 'x' }) }
  const outcome = await judgedAs('R-27', { flow, once, context, target: { lab } })
  return outcome.kind === 'violation' ? outcome : { actual: outcome.kind, severity: undefined }
}

describe('a revocation', () => {
  const stillWorks = '200, and the refresh token still works after that'

  it('ends the token that it names, for good', async () => {
    expect((await revoking(right, () => false)).actual).toBe('pass')
    expect(await revoking(right, (hours) => hours > 0)).toMatchObject({
      actual: { 'no token_type_hint, an hour later': stillWorks },
      severity: 'fail',
    })
  })

  it('that has no effect is told of, and not once more an hour later', async () => {
    const { actual } = await revoking(right, () => true)
    expect(actual).toMatchObject({ 'a refresh token that is used again and again': stillWorks })
    expect(actual).not.toHaveProperty(['no token_type_hint, an hour later'])
  })

  it('takes the right secret, by either way', async () => {
    const { actual, severity } = await revoking(
      (form, { clientSecret: _any, ...options }) => right(form, options),
      () => false,
    )
    expect(actual).toEqual({
      'a wrong client_secret': '200, and the refresh token is refused after that',
      'a wrong secret by HTTP Basic': '200, and the refresh token is refused after that',
    })
    expect(severity).toBe('fail')
  })

  it('is a POST', async () => {
    expect((await revoking(right, () => false, 200)).actual).toEqual({ 'by GET': stillWorks })
  })

  it('is refused with an error that can be read', async () => {
    const { actual, severity } = await revoking(
      (form, options) => (form.token === undefined ? [400, 'no JSON'] : right(form, options)),
      () => false,
    )
    expect(actual).toEqual({ 'no token': '400, and the refresh token still works after that' })
    expect(severity).toBe('warn')
  })
})
