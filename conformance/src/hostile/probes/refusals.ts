import { type Expectation, type HostileRow, rejected } from '../hostile-row.ts'
import { probeRow } from './probe.ts'

type Scenario = 'redeem' | 'refresh'
const refusedGrant: Readonly<Record<Scenario, Expectation>> = {
  redeem: rejected('code-refused', { error: 'invalid_grant' }),
  refresh: rejected('connection-needs-consent'),
}
const noName = rejected('token-request-refused', { error: 'not a registered name' })

/** Bodies of answers with status 400, and what they mean where it is not that the code or token is refused. */
const refusals: Readonly<Record<string, { readonly body: object; readonly expect?: Expectation }>> = {
  'look-alike': { body: { error: 'invalid_gr\u0430nt' }, expect: noName },
  'with-space': { body: { error: 'invalid_grant ' }, expect: noName },
  'in-array': { body: { error: ['invalid_grant'] }, expect: rejected('response-unexpected') },
  'with-long-description': { body: { error: 'invalid_grant', error_description: 'x'.repeat(200_000) } },
  'with-tokens': { body: { error: 'invalid_grant', access_token: 'x', id_token: 'y' } },
}

/** Refusals of the token endpoint that are odd. */
export const refusalProbes: readonly HostileRow[] = (['redeem', 'refresh'] as const).flatMap((scenario) =>
  Object.entries(refusals).map(([name, { body, expect = refusedGrant[scenario] }]) =>
    probeRow(
      `${scenario}-refusal-${name}`,
      { scenario, endpoints: ['token'] },
      { expect },
      {
        reply: (reply) => ({ ...reply, status: 400, body: JSON.stringify(body) }),
      },
    ),
  ),
)
