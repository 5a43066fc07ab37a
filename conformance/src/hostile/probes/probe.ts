import type { MockWorld } from '@mobilepay-oidc/mock-server'
import type { Expectation, HostileRow, Scenario } from '../hostile-row.ts'

type Fault = Parameters<MockWorld['world']['faults']['arm']>[0]
type Acts = Fault['at']
type Value<Point extends keyof Acts> = Parameters<NonNullable<Acts[Point]>>[0]

/** A fault of the suite's own, which the mock's catalogue does not have: something nearly right, as a rule. */
export type Probe = Pick<Fault, 'name' | 'endpoints' | 'at'>

export type Json = Readonly<Record<string, unknown>>
export type TokenDraft = Value<'token'>
export type Reply = Value<'reply'>
export type Fields = Value<'callback'>['fields']
export type Sending = Value<'wire'>
export type Endpoint = Fault['endpoints'][number]

/** What a table says of a probe, beside what it does. */
export interface ProbeEntry extends Partial<Pick<HostileRow, 'requests' | 'timeoutMs'>> {
  readonly expect: Expectation
}

/** Where the browser is, from the request to the code. */
export const frontChannel: readonly Endpoint[] = ['authorize', 'authorize-callback', 'login', 'merchant', 'consent']

/** Switches a probe on in a world, until it is taken away. */
export function armProbe({ world }: MockWorld, probe: Probe): { readonly id: string } {
  const fault: Fault = { ...probe, group: 'http', breaks: probe.name, spec: '', expected: '' }
  return world.faults.arm(fault, { target: {}, nth: 1, times: 'always', parameters: {} })
}

/** The row of a probe at one place in the life of a connection. */
export function probeRow(
  name: string,
  { scenario, endpoints }: { readonly scenario: Scenario; readonly endpoints: Probe['endpoints'] },
  { expect, requests, timeoutMs }: ProbeEntry,
  at: Acts,
): HostileRow {
  return {
    fault: name,
    scenario,
    probe: { name, endpoints, at },
    expect,
    ...(requests && { requests }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  }
}

/** Replaces text in answers of success, where its writing matters. */
export function inText(change: (json: string) => string): Acts {
  return { reply: (reply) => (reply.status === 200 ? { ...reply, body: change(reply.body) } : undefined) }
}
