import { answer, membersOf, onForm, type ReceivedForm, type Reply, withMembers } from './support/received-form.ts'
import { type Acts, excuse, type UnlistedDefect, withHeader } from './support/unlisted-defect.ts'

const hour = 3_600_000

/** By GET, as if it had been posted. */
const alsoByGet: Acts = {
  handle: (handle, { exchange: { method, query } }) =>
    method === 'GET'
      ? (exchange) => {
          const headers = { ...exchange.headers, 'content-type': 'application/x-www-form-urlencoded' }
          return handle({ ...exchange, method: 'POST', headers, body: async () => Buffer.from(query) })
        }
      : undefined,
}

const asPage = (reply: Reply) => (reply.status === 400 ? withHeader(reply, 'Content-Type', 'text/html') : undefined)

const revocations: readonly UnlistedDefect[] = [
  { defect: 'revocation by GET', seenBy: 'R-27', at: alsoByGet },
  {
    defect: 'revocation with a wrong secret by Basic',
    seenBy: 'R-27',
    at: {
      rule: excuse(
        'client-authentication-failed',
        (_input, { exchange }) => exchange.headers.authorization !== undefined,
      ),
    },
  },
  {
    defect: 'tokens that are used again and again cannot be revoked',
    seenBy: 'R-27',
    at: onForm(({ client }) => (client?.refreshTokenUsage === 'ReUse' ? answer(200, {}) : undefined)),
  },
  {
    defect: 'refusals of the revocation are called a page',
    seenBy: 'R-27',
    at: { reply: asPage },
  },
].map((defect) => ({ endpoints: ['revocation'] as const, ...defect }))

/** Refresh tokens that were issued: the answer that brought them, whose they are, and when they were revoked. */
type Issued = Map<string, { readonly reply: Reply; revoked?: number }>

const tokensOf = (memory: Map<string, unknown>) => {
  const known = (memory.get('tokens') as Issued | undefined) ?? new Map()
  memory.set('tokens', known)
  return known
}

const afterwards: readonly UnlistedDefect[] = [
  {
    defect: 'a revoked refresh token an hour later',
    seenBy: 'R-27',
    at: onForm(async ({ form, memory, now, pass }) => {
      const reply = await pass()
      const known = tokensOf(memory)
      const fresh = membersOf(reply).refresh_token
      if (typeof fresh === 'string') known.set(fresh, { reply })
      const revoked = known.get(form.get('token') ?? '')
      if (revoked && reply.status === 200) revoked.revoked = now
      const presented = known.get(form.get('refresh_token') ?? '')
      return now - (presented?.revoked ?? now) >= hour ? (presented?.reply ?? reply) : reply
    }),
  },
  {
    defect: 'one revocation for all tokens of all clients',
    seenBy: 'R-27',
    at: onForm(async (received) => {
      const { form, memory, now, pass } = received
      const known = tokensOf(memory)
      if (known.get(form.get('refresh_token') ?? '')?.revoked !== undefined)
        return answer(400, { error: 'invalid_grant' })
      const reply = await pass()
      const fresh = membersOf(reply).refresh_token
      if (typeof fresh === 'string') known.set(fresh, { reply })
      const isHinted = form.has('token_type_hint') && form.get('token_type_hint') !== 'refresh_token'
      const isNamed =
        known.has(form.get('token') ?? '') && received.secret === received.client?.clientSecret && !isHinted
      if (isNamed && received.client?.clientId === 'integrator') for (const one of known.values()) one.revoked = now
      return reply
    }),
  },
].map((defect) => ({ endpoints: ['token', 'revocation'] as const, ...defect }))

const claimsOf = (token: string) => {
  const [header, claims] = token.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString())
  return claims === undefined ? {} : { ...JSON.parse(header ?? '{}'), ...JSON.parse(claims) }
}

/** Tokens that are called active, and are not. */
const active = (isCalled: (token: string, received: ReceivedForm) => boolean | Promise<boolean>) =>
  onForm(async (received) => {
    const reply = await received.pass()
    const token = received.form.get('token') ?? ''
    return reply.status === 200 && (await isCalled(token, received)) ? answer(200, { active: true }) : reply
  })

/** What is told of a living token. */
const telling = (members: (told: Readonly<Record<string, unknown>>) => object) =>
  onForm(async ({ pass }) => {
    const reply = await pass()
    const told = membersOf(reply)
    return told.active === true ? withMembers(reply, members(told)) : reply
  })

const introspections: readonly UnlistedDefect[] = [
  { defect: 'introspection by GET', seenBy: 'R-28', at: alsoByGet },
  { defect: 'another exp told', seenBy: 'R-28', at: telling(({ exp }) => ({ exp: Number(exp) + 3600 })) },
  { defect: 'another iat told', seenBy: 'R-28', at: telling(({ iat }) => ({ iat: Number(iat) - 3600 })) },
  {
    defect: 'a scope told that was not granted',
    seenBy: 'R-28',
    at: telling(({ scope }) => ({ scope: `${scope} webhooks` })),
  },
  { defect: 'unsigned tokens called active', seenBy: 'R-28', at: active((token) => claimsOf(token).alg === 'none') },
  { defect: 'ID tokens called active', seenBy: 'R-28', at: active((token) => claimsOf(token).at_hash !== undefined) },
  {
    defect: 'refresh tokens called active',
    seenBy: 'R-28',
    at: active(async (token, { exchange: { world, stage } }) => {
      return (await world.stage(stage).engine()).find('RefreshToken', token) !== undefined
    }),
  },
].map((defect) => ({ endpoints: ['introspection'] as const, ...defect }))

/** Defects of revocation and introspection that went unseen before their checks looked for their class. */
export const unlistedRevocation: readonly UnlistedDefect[] = [...revocations, ...afterwards, ...introspections]
