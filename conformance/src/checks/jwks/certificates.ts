import { createHash, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { canonical } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { inapplicable, judgeProblems, type Outcome } from '../outcome.ts'
import { type Chain, certificatesOf, chainOf, chainProblems, permitsSigning } from './certificate.ts'
import { problemsByKey } from './describe-key.ts'

const digests = { x5t: 'sha1', 'x5t#S256': 'sha256' } as const

/** K-11 to K-13: the certificates of the keys. */
export const certificates: readonly CheckDefinition[] = [
  {
    id: 'K-11',
    title: 'The public key of the first x5c certificate equals the key, the others certify it, and x5u is https',
    spec: 'RFC 7517 4.6, 4.7',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const keys = await context.keys()
      if (!keys.some(({ x5c, x5u }) => (x5c ?? x5u) !== undefined)) return inapplicable(noCertificate)
      const problems = [
        ...problemsByKey(keys, linkProblems),
        ...problemsOfChains(keys, (chain, key) => [
          ...(samePublicKey(chain[0].publicKey, key) ? [] : ['the certificate is of another key']),
          ...chainProblems(chain),
        ]),
      ]
      return judgeProblems(problems, 'the same public key', 'Publish the certificate of this very key.')
    },
  },
  {
    id: 'K-12',
    title: 'x5t and x5t#S256 are digests of the first certificate; kid is its thumbprint in hexadecimal',
    spec: 'RFC 7517 4.8, 4.9',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const keys = await context.keys()
      const hasBoth = (key: JsonObject) => key.x5c !== undefined && ('x5t' in key || 'x5t#S256' in key)
      if (!keys.some(hasBoth)) return inapplicable('No key has a thumbprint beside its certificate.')
      const wrong = problemsByKey(keys, digestProblems)
      if (wrong.length > 0 || !context.environment)
        return judgeProblems(wrong, 'digests of x5c[0]', 'Compute the thumbprints from the certificate.')
      return judgeKidHabit(keys, context.target.generation)
    },
  },
  {
    id: 'K-13',
    title: 'The certificates are in their time and permit signing',
    spec: 'RFC 5280 4.1.2.5, 4.2.1.3',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const keys = await context.keys()
      if (!keys.some(({ x5c }) => x5c !== undefined)) return inapplicable(noCertificate)
      const problems = problemsOfChains(keys, ([leaf]) => validityProblems(leaf))
      return judgeProblems(problems, 'valid today, for signing', 'Renew the certificate.')
    },
  },
]

const noCertificate = 'No key has a certificate (x5c).'

/** One problem a chain, under the name of its key. */
function problemsOfChains(
  keys: readonly JsonObject[],
  problemsOf: (chain: Chain<X509Certificate>, key: JsonObject) => readonly string[],
): readonly string[] {
  return problemsByKey(keys, (key) => {
    const chain = chainOf(key)
    if (chain === undefined) return []
    return typeof chain === 'string' ? [chain] : problemsOf(chain, key)
  })
}

function linkProblems({ x5u }: JsonObject): readonly string[] {
  return x5u === undefined || String(x5u).startsWith('https://') ? [] : ['x5u is not https']
}

function samePublicKey(certified: KeyObject, key: JsonObject): boolean {
  try {
    const { kty, n, e, crv, x, y } = key
    const published = createPublicKey({ key: JSON.parse(JSON.stringify({ kty, n, e, crv, x, y })), format: 'jwk' })
    return canonical(published.export({ format: 'jwk' })) === canonical(certified.export({ format: 'jwk' }))
  } catch {
    return false
  }
}

function digestProblems(key: JsonObject): readonly string[] {
  const chain = certificatesOf(key)
  return Object.entries(digests).flatMap(([member, algorithm]) => {
    if (key[member] === undefined || chain === undefined) return []
    if (typeof chain === 'string') return [`${member} has no readable certificate beside it`]
    const digest = createHash(algorithm).update(chain[0]).digest('base64url')
    return key[member] === digest ? [] : [`${member} is not the ${algorithm} digest of the certificate`]
  })
}

/** MobilePay's habit, not a rule: a kid of another form is worth knowing, and no fault. */
function judgeKidHabit(keys: readonly JsonObject[], generation: string): Outcome {
  const suffix = generation === '2018' ? '' : 'RS256'
  const expected = `kid is the thumbprint in upper-case hexadecimal${suffix && `, then ${suffix}`}`
  const strangers = keys.map((key) => key.kid).filter((kid, index) => kid !== `${hexOf(keys[index]?.x5t)}${suffix}`)
  if (strangers.length === 0) return { kind: 'pass', expected, actual: expected }
  return { kind: 'info', expected, actual: strangers, reason: 'The thumbprints are right; kid has a form of its own.' }
}

function hexOf(x5t: unknown): string {
  return Buffer.from(String(x5t), 'base64url').toString('hex').toUpperCase()
}

function validityProblems(leaf: X509Certificate): readonly string[] {
  const now = Date.now()
  return [
    ...(leaf.validFromDate.getTime() > now ? [`the certificate is not valid before ${leaf.validFrom}`] : []),
    ...(leaf.validToDate.getTime() < now ? [`the certificate expired on ${leaf.validTo}`] : []),
    ...(permitsSigning(leaf) ? [] : ['the key usage of the certificate does not permit signatures']),
  ]
}
