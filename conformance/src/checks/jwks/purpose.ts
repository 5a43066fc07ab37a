import { words } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { inapplicable, judgeProblems, skip } from '../outcome.ts'
import { misfits, signatureAlgorithms } from './algorithms.ts'
import { problemsByKey } from './describe-key.ts'

/** K-09, K-10: what the keys are for. */
export const purpose: readonly CheckDefinition[] = [
  {
    id: 'K-09',
    title: 'use, alg and key_ops agree with each other and with signing',
    spec: 'RFC 7517 4.2-4.4',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const problems = problemsByKey(await context.keys(), purposeProblems)
      return judgeProblems(
        problems,
        'use sig, a signature alg, key_ops verify, each where present',
        'Mend the members.',
      )
    },
  },
  {
    id: 'K-10',
    title: 'Each advertised algorithm with a public key has a usable key',
    spec: 'OIDD 3',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const advertised = words((await context.document()).id_token_signing_alg_values_supported)
      if (!advertised) return skip('id_token_signing_alg_values_supported is missing or no list (D-08, D-09).')
      const algorithms = advertised.filter((name) => signatureAlgorithms.has(name))
      if (algorithms.length === 0) return inapplicable('No algorithm with a public key is advertised.')
      const keys = await context.keys()
      const problems = algorithms
        .filter((name) => !keys.some((key) => misfits(key, name).length === 0))
        .map((name) => `no key of the set can verify ${name}`)
      return judgeProblems(
        problems,
        `a key for ${algorithms.join(', ')}`,
        'Publish a key, or do not advertise the algorithm.',
      )
    },
  },
]

function purposeProblems(key: JsonObject): readonly string[] {
  const { use, alg, kty } = key
  if (use === 'enc') return encryptionProblems(alg)
  const problems = use === undefined || use === 'sig' ? [] : [`use ${JSON.stringify(use)} is unknown`]
  if (alg !== undefined) return [...problems, ...misfits({ ...key, use: 'sig' }, String(alg))]
  const fitting = Array.from(signatureAlgorithms.keys()).some(
    (name) => misfits({ ...key, use: 'sig' }, name).length === 0,
  )
  return fitting ? problems : [...problems, `a key of kty ${String(kty)} with these members can verify nothing`]
}

/** A set may hold keys for encryption; they must not claim to sign. */
function encryptionProblems(alg: unknown): readonly string[] {
  return signatureAlgorithms.has(String(alg)) ? [`use is enc but alg is ${String(alg)}`] : []
}
