import { excuse, fieldOf, withField, withHeader } from '../../../mock-server/src/faults/catalogue/builders.ts'
import type { Fault, FaultContext } from '../../../mock-server/src/faults/fault.ts'
import type { RuleInput } from '../../../mock-server/src/faults/points.ts'
import { endpointLabels } from '../../../mock-server/src/journal/endpoint-label.ts'
import { families } from '../../src/checks/families.ts'
import { type CheckResult, runChecks } from '../../src/run/run-checks.ts'
import type { HttpRequest, HttpResponse, Send } from '../../src/subjects/http.ts'
import { type MockSubject, targetOf } from '../../src/subjects/mock-subject.ts'
import type { Target } from '../../src/subjects/target.ts'

export { excuse, fieldOf, withField, withHeader }

/** What a defect does at the points of the flow. */
export type Acts = Fault['at']

/** A defect that no list names: of a mock, or made on the way to it. */
export interface UnlistedDefect {
  readonly defect: string
  /** The check that must turn red, run alone. */
  readonly seenBy: string
  readonly at?: Acts
  readonly endpoints?: Fault['endpoints']
  readonly alter?: (send: Send) => Send
}

/** Gives a mock with the defect to `use`. */
export async function armUnlisted<Result>(
  { server }: MockSubject,
  { defect, at, endpoints = endpointLabels, alter }: UnlistedDefect,
  use: (target: Target) => Promise<Result>,
): Promise<Result> {
  using world = server.createWorld({ generation: '2024', consent: 'page' })
  const made = { name: 'unlisted', group: 'http', breaks: defect, spec: '', expected: '' } as const
  if (at) world.world.faults.arm({ ...made, endpoints, at }, { target: {}, nth: 1, times: 'always', parameters: {} })
  const target = targetOf(server, world, 'sandbox-dk', '2024')
  return await use(alter ? { ...target, send: alter(target.send) } : target)
}

/** What the check says of a mock with the defect. */
export async function judged(subject: MockSubject, defect: UnlistedDefect): Promise<CheckResult | undefined> {
  const checks = families.flatMap((family) => family.checks).filter(({ id }) => id === defect.seenBy)
  const { results } = await armUnlisted(subject, defect, (target) =>
    runChecks({ subject: 'mock', targets: [target], checks, today: '2026-11-24' }),
  )
  return results[0]
}

/** Changes the answers to some requests. @param change is told how many of these came before */
export function answersTo(
  path: RegExp,
  change: (response: HttpResponse, request: HttpRequest, before: number) => HttpResponse,
): (send: Send) => Send {
  return (send) => {
    let before = 0
    return async (request) => {
      const response = await send(request)
      return path.test(new URL(request.url).pathname) ? change(response, request, before++) : response
    }
  }
}

export function withBody(response: HttpResponse, body: unknown): HttpResponse {
  return { ...response, body: new TextEncoder().encode(JSON.stringify(body)) }
}

export function bodyOf({ body }: HttpResponse): Record<string, unknown> {
  return body.length === 0 ? {} : (JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>)
}

export function withAnswerHeader(response: HttpResponse, name: string, value: string): HttpResponse {
  const headers = new Headers(response.headers)
  headers.set(name, value)
  return { ...response, headers }
}

export const sent = ({ parameters }: RuleInput, name: string) => parameters?.get(name)
export const asked = ({ exchange }: FaultContext, name: string) => new URLSearchParams(exchange.query).get(name)
export const byFragment = (context: FaultContext) => asked(context, 'response_mode') === 'fragment'
export const byPost = ({ exchange }: FaultContext) => exchange.method === 'POST'
export const byBasic = ({ exchange }: FaultContext) => exchange.headers.authorization !== undefined
