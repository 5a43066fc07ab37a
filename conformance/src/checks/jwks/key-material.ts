import { createPublicKey } from 'node:crypto'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'
import { problemsByKey } from './describe-key.ts'
import { privateParts } from './private-parts.ts'

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
      const keys = await context.keys()
      const set = lenientJson((await context.jwksResponse()).body)
      const { keys: _keys, ...others } = isObject(set) ? set : {}
      const beside = privateParts(others).map((problem) => `beside the keys: ${problem}`)
      const problems = [...problemsByKey(keys, (key) => privateParts({ kty: undefined, ...key })), ...beside]
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
    title: 'n and e (x and y) are base64url without padding, n and e without leading zero octets, x and y in full',
    spec: 'RFC 7518 2, 6.2.1, 6.3.1; RFC 8037 2',
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

/** How long a coordinate is on each curve (RFC 7518 6.2.1.2; RFC 8812 3.1; RFC 8037 2, RFC 8032 5). */
const octetsOf: Readonly<Record<string, number>> = {
  ...{ 'P-256': 32, 'P-384': 48, 'P-521': 66, secp256k1: 32 },
  ...{ Ed25519: 32, Ed448: 57, X25519: 32, X448: 56 },
}

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
    const octets = Buffer.from(value, 'base64url')
    if (numbers.includes(member)) return octets[0] === 0 ? [`${member} begins with a zero octet`] : []
    const length = octetsOf[String(key.crv)] ?? octets.length
    return octets.length === length ? [] : [`${member} has ${octets.length} octets, not ${length}`]
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
