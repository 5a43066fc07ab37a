import { createPublicKey } from 'node:crypto'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'
import { problemsByKey } from './describe-key.ts'

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']
const usualExponent = 65537n

/** K-05 to K-08: the numbers of the keys. */
export const keyMaterial: readonly CheckDefinition[] = [
  {
    id: 'K-05',
    title: 'The set holds no private and no symmetric key material',
    spec: 'RFC 7517 9.2',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const problems = problemsByKey(await context.keys(), (key) => [
        ...(key.kty === 'oct' ? ['is a symmetric key'] : []),
        ...privateMembers.filter((member) => member in key).map((member) => `has the private member ${member}`),
      ])
      const remedy = 'Withdraw the keys at once and never use them again: whoever read the set can sign.'
      return judgeProblems(problems, 'public members alone', remedy)
    },
  },
  {
    id: 'K-06',
    title: 'RSA moduli have 2048 bits or more',
    spec: 'RFC 7518 3.3',
    level: 'MUST',
    sandbox: 'unattended',
    run: (context) =>
      judgeRsaKeys(context, '2048 bits or more', 'Replace the key by a longer one.', ({ n }) => {
        const bits = bitLength(numberOf(n))
        return bits < 2048 ? [`has ${bits} bits`] : []
      }),
  },
  {
    id: 'K-07',
    title: 'RSA exponents are odd, greater than 1, and normally 65537',
    spec: 'RFC 8017 3.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const outcome = await judgeRsaKeys(context, '65537', 'Replace the key by one with exponent 65537.', ({ e }) => {
        const exponent = numberOf(e)
        return exponent === usualExponent ? [] : [`has the exponent ${exponent}`]
      })
      const broken = rsaKeys(await context.keys()).some(({ e }) => numberOf(e) <= 1n || numberOf(e) % 2n === 0n)
      return outcome.kind === 'violation' && broken ? { ...outcome, severity: 'fail' } : outcome
    },
  },
  {
    id: 'K-08',
    title: 'n and e (x and y) are base64url without padding, n and e without leading zero octets',
    spec: 'RFC 7518 2, 6.2.1, 6.3.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const problems = problemsByKey(await context.keys(), (key) => {
        const badlyEncoded = encodingProblems(key)
        return badlyEncoded.length > 0 || isReadable(key) ? badlyEncoded : ['is no key: its numbers do not fit']
      })
      return judgeProblems(
        problems,
        'base64url of the smallest number of octets',
        'Encode the numbers as RFC 7518 says.',
      )
    },
  },
]

/** Keys of kinds to come are passed over (RFC 7517 5). */
function isReadable(key: JsonObject): boolean {
  if (!['RSA', 'EC', 'OKP'].includes(String(key.kty))) return true
  try {
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } = key
    createPublicKey({ key: open, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

async function judgeRsaKeys(
  context: CheckContext,
  expected: string,
  remedy: string,
  problemsOf: (key: JsonObject) => readonly string[],
) {
  const keys = rsaKeys(await context.keys())
  if (keys.length === 0) return inapplicable('The set holds no RSA key.')
  return judgeProblems(problemsByKey(keys, problemsOf), expected, remedy)
}

function rsaKeys(keys: readonly JsonObject[]): readonly JsonObject[] {
  return keys.filter((key) => key.kty === 'RSA')
}

function encodingProblems(key: JsonObject): readonly string[] {
  const numbers = key.kty === 'RSA' ? ['n', 'e'] : []
  const coordinates = key.kty === 'EC' ? ['x', 'y'] : key.kty === 'OKP' ? ['x'] : []
  return [...numbers, ...coordinates].flatMap((member) => {
    const value = key[member]
    if (typeof value !== 'string' || value === '') return [`has no ${member}`]
    if (!/^[\w-]+$/.test(value) || value.length % 4 === 1) return [`${member} is no base64url without padding`]
    return numbers.includes(member) && Buffer.from(value, 'base64url')[0] === 0
      ? [`${member} begins with a zero octet`]
      : []
  })
}

/** The number in base64url or base64; 0 when there is none. */
function numberOf(value: unknown): bigint {
  const hex = typeof value === 'string' ? Buffer.from(value, 'base64').toString('hex') : ''
  return BigInt(`0x${hex || '0'}`)
}

function bitLength(number: bigint): number {
  return number === 0n ? 0 : number.toString(2).length
}
