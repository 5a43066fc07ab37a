import type { CheckDefinition } from '../../src/checks/check.ts'
import type { CheckContext } from '../../src/checks/check-context.ts'
import { type Outcome, OutcomeSignal } from '../../src/checks/outcome.ts'
import { refresh } from '../../src/checks/refresh/index.ts'
import { token } from '../../src/checks/token/index.ts'
import { prepareRequest } from '../../src/flow/authorization-request.ts'
import type { Flow } from '../../src/flow/flow.ts'
import { type TokenAnswer, tokenAnswer } from '../../src/flow/tokens.ts'
import type { HttpResponse } from '../../src/subjects/http.ts'
import type { AutomaticLogin } from '../../src/subjects/target.ts'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A compact JWT whose signature is none. */
export function jwt(claims: object, header: object = { alg: 'RS256' }): string {
  return `${encode(header)}.${encode(claims)}.c2lnbmF0dXJl`
}

export function response(
  status: number,
  body: unknown = '',
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: new Headers(headers), body: new TextEncoder().encode(text) }
}

const usual = { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' }

/** An answer of the token endpoint, with the usual headers. */
export function answer(
  status: number,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = usual,
): TokenAnswer {
  return tokenAnswer(response(status, body, headers))
}

export const login: AutomaticLogin = {
  clientId: 'Client',
  clientSecret: 'Secret',
  redirectUri: 'https://client.example/callback',
  loginHint: 'anna@klippe.example',
  merchantVat: undefined,
  scopes: ['openid', 'invoice', 'offline_access'],
}

/** A redemption that came to this answer. */
export function redemption(tokens: TokenAnswer, scope = 'openid invoice offline_access') {
  const attempt = { request: prepareRequest(login, { scope }), hops: [], arrival: { kind: 'callback', fields: [] } }
  return { attempt, callback: attempt.arrival, code: 'code', tokens } as never
}

/** What a provider of a few words does, in place of a whole one. */
export interface Told {
  readonly flow?: Readonly<Record<string, unknown>>
  /** What experiments came to that are made once a run, by their names. */
  readonly once?: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
  readonly target?: Readonly<Record<string, unknown>>
  readonly login?: Partial<AutomaticLogin>
}

/** What a check of the families T and R says of it. */
export async function judgedAs(id: string, told: Told): Promise<Outcome> {
  const check: CheckDefinition | undefined = [...token.checks, ...refresh.checks].find((one) => one.id === id)
  if (!check) throw new Error(`There is no check ${id}.`)
  const flow: Record<string, unknown> = {
    login: () => ({ ...login, ...told.login }),
    endpoint: async (member: string) => `https://provider.example/${member}`,
    pass: async () => {},
    once: async (name: string, experiment: (own: Flow) => Promise<unknown>) =>
      told.once && name in told.once ? told.once[name] : experiment(flow as unknown as Flow),
    ...told.flow,
  }
  const context = { flow, target: { label: 'told', ...told.target }, environment: undefined, ...told.context }
  try {
    return await check.run(context as unknown as CheckContext)
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    throw error
  }
}
