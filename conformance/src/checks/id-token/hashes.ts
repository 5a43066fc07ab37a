import type { CheckDefinition } from '../check.ts'
import { inapplicable, judge, judgeProblems, type Outcome, skip } from '../outcome.ts'
import { explainHash, halfHash, hashOf } from './half-hash.ts'
import { type Issued, kindOf, type Place, places, readablePair } from './issued.ts'

type HashClaim = 'c_hash' | 'at_hash' | 's_hash'

const spec = 'OIDCC 3.3.2.11'
const remedy = 'Hash the value with the hash of alg, and write the left half of the digest in base64url.'

/** I-17 to I-23: what ties the tokens to the code, the access token and the state. */
export const hashes: readonly CheckDefinition[] = [
  {
    id: 'I-17',
    title: 'The ID token in front has c_hash',
    spec,
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { c_hash } = (await readablePair(context)).front.claims
      return judge(typeof c_hash === 'string' && c_hash !== '', {
        expected: 'c_hash in the front ID token',
        actual: `c_hash is ${kindOf(c_hash)}`,
        remedy: 'Put c_hash into every ID token that is issued beside a code.',
      })
    },
  },
  {
    id: 'I-18',
    title: 'c_hash in front fits the code',
    spec: 'OIDCC 3.3.2.10, 3.3.2.11',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const login = await readablePair(context)
      const { c_hash } = login.front.claims
      if (typeof c_hash !== 'string' || c_hash === '') return skip('There is no c_hash in front (I-17).')
      return judgeHashes(login, [['front', 'c_hash']])
    },
  },
  optional('I-19', 'at_hash in front, where there is one, fits the access token', spec, 'MAY', [['front', 'at_hash']]),
  optional('I-20', 'at_hash behind, where there is one, fits the access token', 'OIDCC 3.1.3.8, 3.3.3.6', 'MUST', [
    ['back', 'at_hash'],
  ]),
  optional('I-21', 'c_hash behind, where there is one, fits the code', 'OIDCC 3.3.3.6', 'MUST', [['back', 'c_hash']]),
  optional('I-22', 's_hash, where there is one, fits the state', 'FAPI 1.0 Advanced 5.1.1', 'MUST', [
    ['front', 's_hash'],
    ['back', 's_hash'],
  ]),
  {
    id: 'I-23',
    title: 'Hashes are the left half of the hash that goes with alg',
    spec,
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const login = await readablePair(context)
      const claims = places.flatMap((place) =>
        (['c_hash', 'at_hash', 's_hash'] as const).map((claim) => [place, claim] as const),
      )
      const found = claims.flatMap(([place, claim]) => mishap(login, place, claim) ?? [])
      const explained = found.flatMap(({ place, claim, is }) => (is ? [`${place} ID token: ${claim} is ${is}`] : []))
      if (explained.length === 0 && found.length > 0) return skip('A hash fits nothing at all (I-18 to I-22).')
      return judgeProblems(explained, 'the left half of the digest, in base64url', remedy)
    },
  },
]

function optional(
  id: string,
  title: string,
  section: string,
  level: CheckDefinition['level'],
  claims: readonly (readonly [Place, HashClaim])[],
): CheckDefinition {
  return {
    id,
    title,
    spec: section,
    level,
    sandbox: 'human-login',
    async run(context) {
      const login = await readablePair(context)
      const present = claims.filter(([place, claim]) => claim in login[place].claims)
      if (present.length === 0)
        return inapplicable(`There is no ${claims.map(([place, claim]) => `${claim} (${place})`).join(' and no ')}.`)
      const outcome = judgeHashes(login, present)
      return outcome.kind === 'violation' && level === 'MAY' ? { ...outcome, severity: 'warn' } : outcome
    },
  }
}

function judgeHashes(login: Issued, claims: readonly (readonly [Place, HashClaim])[]): Outcome {
  const problems = claims.flatMap(([place, claim]) => {
    const wrong = mishap(login, place, claim)
    return wrong ? [`${place} ID token: ${claim} ${wrong.is ? `is ${wrong.is}` : `does not fit (${wrong.what})`}`] : []
  })
  return judgeProblems(problems, 'the left half of the digest of what came beside the token', remedy)
}

/** What is wrong with a hash that is there; nothing where it is right, or where alg names no hash (I-02). */
function mishap(login: Issued, place: Place, claim: HashClaim) {
  const { header, claims } = login[place]
  if (!(claim in claims)) return undefined
  const got = claims[claim]
  const value = { c_hash: login.code, at_hash: login.accessToken, s_hash: login.attempt.request.get('state') ?? '' }[
    claim
  ]
  const hash = hashOf(header.alg) ?? 'sha256'
  if (got === halfHash(value, hash)) return undefined
  if (typeof got !== 'string' || got === '') return { place, claim, is: undefined, what: kindOf(got) }
  return { place, claim, is: explainHash(got, value, hash), what: `${got.length} characters` }
}
