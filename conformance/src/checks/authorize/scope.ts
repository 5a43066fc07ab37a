import { fieldOf, isRefused } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge } from '../outcome.ts'
import { mustAccept } from './must-accept.ts'
import { judgeRefusals } from './must-refuse.ts'
import { isTaken, type Probe, type Probed, sendAll } from './probe.ts'

const unknownScope = 'scope-that-nobody-knows'

/** scopes. */
export const scope: readonly CheckDefinition[] = [
  {
    id: 'A-19',
    title: 'An unknown scope is refused with invalid_scope',
    spec: 'RFC 6749 3.3, 4.1.2.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { scopes } = context.flow.login()
      const with_ = (...more: readonly string[]) => ({ scope: [...scopes, ...more].join(' ') })
      const probes: readonly Probe[] = [
        { what: 'scope with an unknown value', changes: with_(unknownScope) },
        { what: 'scope with a known value in upper case', changes: with_('INVOICE') },
        { what: 'scope parted by commas', changes: { scope: scopes.join(',') } },
      ]
      const probed = await sendAll(context, context.environment ? probes : probes.slice(0, 1))
      if (!context.environment && probed.every(({ attempt }) => isTaken(attempt))) return judgeGranted(context, probed)
      const known = context.environment ? probed.slice(0, 2) : probed
      const refused = judgeRefusals(context, known, { codes: ['invalid_scope'], ...advice })
      // A list with commas has no openid, and may be refused for that.
      const rest = judgeRefusals(context, [...probed.slice(known.length), ...(await beyondClient(context))], advice)
      return refused.kind === 'pass' ? rest : refused
    },
  },
  mustAccept({
    id: 'A-20',
    title: 'The order of scopes does not matter',
    spec: 'RFC 6749 3.3',
    level: 'MUST',
    sandbox: 'human-login',
    probes({ flow }) {
      const { scopes } = flow.login()
      return [
        { what: 'scope reversed', changes: { scope: [...scopes].reverse().join(' ') } },
        { what: 'scope with openid last', changes: { scope: [...scopes.filter(isOther), 'openid'].join(' ') } },
        { what: 'scope in the order of the alphabet', changes: { scope: [...scopes].sort().join(' ') } },
      ]
    },
    problemOf({ arrival }, { arrival: plain }) {
      if (arrival.kind !== 'callback' || plain.kind !== 'callback') return undefined
      const granted = (fields: typeof arrival) => fieldOf(fields, 'scope')?.split(' ').sort().join(' ')
      return granted(arrival) === granted(plain) ? undefined : 'other scopes are granted'
    },
    expected: 'the same scopes in any order',
    remedy: 'Take scope as a set of values.',
  }),
]

const advice = {
  expected: 'an error page, or invalid_scope',
  remedy: 'Refuse a scope that does not exist with invalid_scope.',
}

/** A scope that others may have: a client that is registered for few asks for more. */
function beyondClient(context: CheckContext): Promise<readonly Probed[]> {
  const { lab } = context.target
  if (!lab) return Promise.resolve([])
  const changes = { scope: [...lab.narrow.scopes, 'offline_access'].join(' ') }
  return sendAll(context, [{ what: 'scope that the client may not have', changes, options: { login: lab.narrow } }])
}

function isOther(name: string): boolean {
  return name !== 'openid'
}

/** Others may pass over an unknown scope, when they say what they granted instead (RFC 6749 3.3). */
async function judgeGranted({ flow }: CheckContext, probed: readonly Probed[]) {
  const granted: string[] = []
  for (const { what, attempt } of probed.filter(({ attempt }) => !isRefused(attempt))) {
    const { body } = await flow.redeem(attempt)
    const told = typeof body.scope === 'string' ? body.scope.split(' ') : undefined
    if (!told) granted.push(`${what}: the token response does not say that less was granted`)
    else if (told.includes(unknownScope)) granted.push(`${what}: granted`)
  }
  return judge(granted.length === 0, { ...advice, actual: granted.length === 0 ? 'passed over' : granted })
}
