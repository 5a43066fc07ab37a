import type { Family } from '../../src/checks/check.ts'
import type { CheckContext } from '../../src/checks/check-context.ts'
import { type Outcome, OutcomeSignal } from '../../src/checks/outcome.ts'
import type { Attempt, Hop } from '../../src/flow/arrival.ts'
import { prepareRequest } from '../../src/flow/authorization-request.ts'
import { callbackByRedirect, pageAt } from '../../src/flow/browser.ts'
import type { Flow } from '../../src/flow/flow.ts'
import type { HttpResponse } from '../../src/subjects/http.ts'
import type { AutomaticLogin, Target } from '../../src/subjects/target.ts'

export const provider = 'https://provider.example'
export const login: AutomaticLogin = {
  clientId: 'shop',
  clientSecret: 'a secret',
  redirectUri: 'https://shop.example/cb',
  loginHint: 'ida@klippe.example',
  password: 'a password',
  merchantVat: 'DK12345674',
  scopes: ['openid'],
}

/** What a check may look at, as the test says it is; whatever else it asks for ends it with an error. */
export function contextOf({
  flow = {},
  target = {},
  ...others
}: {
  readonly flow?: Partial<Flow>
  readonly target?: Partial<Target>
} & Partial<Omit<CheckContext, 'flow' | 'target'>>): CheckContext {
  const own: Partial<Flow> = { login: () => login, ...flow }
  const context = { environment: { country: 'DK', stage: 'sandbox' }, ...others, flow: own, target }
  return context as unknown as CheckContext
}

/** What a check of the family says, without a run around it. */
export async function outcomeOf(
  { checks }: Pick<Family, 'checks'>,
  id: string,
  context: CheckContext,
): Promise<Outcome> {
  const check = checks.find((candidate) => candidate.id === id)
  try {
    return (await check?.run(context)) ?? { kind: 'review', reason: `There is no check ${id}.` }
  } catch (error) {
    if (error instanceof OutcomeSignal) return error.outcome
    throw error
  }
}

export function response(status: number, body = '', headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: new Headers(headers), body: Buffer.from(body) }
}

export const json = (status: number, body: unknown) =>
  response(status, JSON.stringify(body), { 'content-type': 'application/json' })

export function jwt(claims: object): string {
  const parts = [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return `${parts.join('.')}.c2lnbmF0dXJl`
}

const request = prepareRequest(login)

/** An attempt that ended on a page of the provider. @param before what came on the way there */
export function page(
  html: string,
  { status = 200, path = '/home/error', headers = {}, before = [] }: PageParts = {},
): Attempt {
  const url = `${provider}${path}`
  const shown = response(status, html, { 'content-type': 'text/html', ...headers })
  return {
    request,
    hops: [...before, { request: { method: 'GET', url }, response: shown }],
    arrival: pageAt(url, shown),
  }
}

interface PageParts {
  readonly status?: number
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly before?: readonly Hop[]
}

/** An attempt that was answered to the client by fragment. */
export function answer(fields: Readonly<Record<string, string>>, before: readonly Hop[] = []): Attempt {
  const url = `${login.redirectUri}#${new URLSearchParams(fields)}`
  const hop = {
    request: { method: 'GET', url: `${provider}/authorize` },
    response: response(302, '', { location: url }),
  }
  return { request, hops: [...before, hop], arrival: callbackByRedirect({ method: 'GET', url }) }
}

/** An attempt that was led to a stranger. */
export const elsewhere: Attempt = {
  request,
  hops: [],
  arrival: { kind: 'elsewhere', url: 'https://stranger.example/' },
}

export const refusal = page('<h1>Argh</h1><p>invalid_request</p>')
export const crash = page('<h1>Argh</h1>', { status: 500 })
