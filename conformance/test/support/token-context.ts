import { environments } from '@mobilepay-oidc/fixtures'
import type { CheckContext, JsonObject, SeenAnswer } from '../../src/checks/check-context.ts'
import { halfHash } from '../../src/checks/id-token/half-hash.ts'
import { idTokens } from '../../src/checks/id-token/index.ts'
import { type Outcome, OutcomeSignal } from '../../src/checks/outcome.ts'
import type { AnsweredAttempt } from '../../src/flow/arrival.ts'
import { AuthorizationRequest } from '../../src/flow/authorization-request.ts'
import { inspectJwt, tokenAnswer } from '../../src/flow/tokens.ts'

/** The second at which every token is issued; the request left a second before, and the answer came a second after. */
export const issuedAt = 1_800_000_000

/** A token as a test wants it; what is undefined is left out. */
export interface Part {
  readonly header?: JsonObject
  readonly claims?: JsonObject
  /** The whole token in place of it. */
  readonly compact?: string
}

/** The tokens of one login, and the parameters of its request. */
export interface Pair {
  readonly front?: Part
  readonly back?: Part
  readonly asked?: Readonly<Record<string, string>>
}

/** What a run has seen. */
export interface Seen extends Pair {
  /** Logins of other checks. */
  readonly others?: readonly Pair[]
  readonly byFragment?: Part
  readonly withMaxAge?: Pair
  readonly again?: Pair
  readonly anotherUser?: Pair
  readonly afterRotation?: Pair
  readonly document?: JsonObject
  readonly keys?: readonly JsonObject[]
  readonly keysAnew?: readonly JsonObject[]
  /** Another vendor's provider. */
  readonly isForeign?: boolean
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const { url: iss } = environments['sandbox-dk'].issuer
const event = { sub: 'user-1', auth_time: issuedAt - 10, idp: 'local', amr: ['pwd'] }
const usual = {
  iss,
  aud: 'integrator',
  iat: issuedAt,
  nbf: issuedAt,
  exp: issuedAt + 300,
  nonce: 'n-0S6_WzA2Mj',
  ...event,
}
let logins = 0

function compactOf({ header, claims, compact }: Part, extra: JsonObject): string {
  const head = { alg: 'RS256', kid: 'first', typ: 'JWT', ...header }
  return compact ?? `${encode(head)}.${encode({ ...usual, ...extra, ...claims })}.c2lnbmF0dXJl`
}

/** A login that went well, made of a pair. */
function loginOf({ front = {}, back = {}, asked = {} }: Pair) {
  logins += 1
  const [code, accessToken] = [`code-number-${logins}`, `access-token-${logins}`]
  const frontToken = compactOf(front, { c_hash: halfHash(code, 'sha256') })
  const body = { access_token: accessToken, id_token: compactOf(back, { at_hash: halfHash(accessToken, 'sha256') }) }
  const response = { status: 200, headers: new Headers(), body: Buffer.from(JSON.stringify(body)) }
  const tokens = tokenAnswer(response)
  const parameters = { client_id: 'integrator', response_type: 'code id_token', scope: 'openid', state: 's', ...asked }
  const request = new AuthorizationRequest(Object.entries({ nonce: usual.nonce, ...parameters }), 'verifier')
  const fields = Object.entries({ code, id_token: frontToken, state: 's' })
  const attempt = { request, hops: [], arrival: { kind: 'callback', fields } } as unknown as AnsweredAttempt
  const inspected = { front: inspectJwt(frontToken), back: inspectJwt(body.id_token) }
  return { attempt, tokens, code, accessToken, ...inspected, asked: issuedAt - 1, answered: issuedAt + 1 }
}

function experimentsOf(seen: Seen, own: ReturnType<typeof loginOf>): Readonly<Record<string, unknown>> {
  return {
    'ID tokens': own,
    'ID tokens with max_age': loginOf(seen.withMaxAge ?? {}),
    'ID tokens of a second login': loginOf(seen.again ?? {}),
    'ID tokens of another user': loginOf(seen.anotherUser ?? { back: { claims: { sub: 'user-2' } } }),
    'ID tokens after a change of keys': loginOf(seen.afterRotation ?? {}),
    'answer by fragment': loginOf(seen.byFragment ? { front: seen.byFragment } : {}).attempt,
    'keys of other tokens': { body: Buffer.from(JSON.stringify({ keys: seen.keysAnew ?? [] })) },
  }
}

/** What a check of ID tokens says of tokens that no provider has to issue. */
export async function outcomeOf(id: string, seen: Seen): Promise<Outcome> {
  const own = loginOf(seen)
  const experiments = experimentsOf(seen, own)
  const answers: readonly SeenAnswer[] = [own, ...(seen.others ?? []).map(loginOf)]
  const login = { loginHint: 'anna@klippe.example', merchantVat: 'DK12345674' }
  const flow = { once: async (name: string) => experiments[name], login: () => login }
  const context = {
    flow,
    target: { lab: { severalMerchants: {} } },
    environment: seen.isForeign ? undefined : environments['sandbox-dk'],
    keys: async () => seen.keys ?? [{ kid: 'first' }, { kid: 'second' }],
    document: async () => seen.document ?? { issuer: iss },
    answers: () => answers,
    cite: () => {},
  } as unknown as CheckContext
  const check = idTokens.checks.find((candidate) => candidate.id === id)
  if (!check) throw new Error(`There is no check ${id}.`)
  try {
    return await check.run(context)
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    throw error
  }
}
