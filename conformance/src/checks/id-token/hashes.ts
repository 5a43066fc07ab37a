import { fieldOf } from '../../flow/arrival.ts'
import type { InspectedJwt } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, SeenAnswer } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, type Outcome, skip } from '../outcome.ts'
import { explainHash, halfHash, hashOf } from './half-hash.ts'
import { type Issued, kindOf, otherProblems, type Place, places, readablePair } from './issued.ts'

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
      const isThere = typeof c_hash === 'string' && c_hash !== ''
      const others = isThere ? await otherProblems(context, 'front', ({ token }) => absence(token.claims.c_hash)) : []
      return judge(isThere && others.length === 0, {
        expected: 'c_hash in the front ID token',
        actual: others.length > 0 ? others : `c_hash is ${kindOf(c_hash)}`,
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
      return judgeHashes(context, login, [['front', 'c_hash']])
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
      const outcome = await judgeHashes(context, login, present)
      return outcome.kind === 'violation' && level === 'MAY' ? { ...outcome, severity: 'warn' } : outcome
    },
  }
}

async function judgeHashes(
  context: CheckContext,
  login: Issued,
  claims: readonly (readonly [Place, HashClaim])[],
): Promise<Outcome> {
  const told = (wrong: Mishap) => `${wrong.claim} ${wrong.is ? `is ${wrong.is}` : `does not fit (${wrong.what})`}`
  const problems = claims.flatMap(([place, claim]) => {
    const wrong = mishap(login, place, claim)
    return wrong ? [`${place} ID token: ${told(wrong)}`] : []
  })
  for (const [place, claim] of problems.length > 0 ? [] : claims) {
    const others = await otherProblems(context, place, ({ seen, token }) => {
      const wrong = mishapOf(token, claim, valuesOf(seen))
      return wrong ? [told({ place, ...wrong })] : []
    })
    problems.push(...others)
  }
  return judgeProblems(problems, 'the left half of the digest of what came beside the token', remedy)
}

interface Mishap {
  readonly place: Place
  readonly claim: HashClaim
  /** What it is the hash of instead, where that is known. */
  readonly is: string | undefined
  readonly what: string
}

/** What the hashes of a login are made of; absent where it never came. */
type Hashed = Readonly<Record<HashClaim, string | undefined>>

function mishap(login: Issued, place: Place, claim: HashClaim): Mishap | undefined {
  const state = login.attempt.request.get('state') ?? ''
  const wrong = mishapOf(login[place], claim, { c_hash: login.code, at_hash: login.accessToken, s_hash: state })
  return wrong && { place, ...wrong }
}

function valuesOf({ attempt, tokens }: SeenAnswer): Hashed {
  return {
    c_hash: fieldOf(attempt.arrival, 'code'),
    at_hash: tokens?.accessToken,
    s_hash: attempt.request.get('state') ?? '',
  }
}

/** What is wrong with a hash that is there; nothing where it is right, or where alg names no hash (I-02). */
function mishapOf({ header, claims }: InspectedJwt, claim: HashClaim, hashed: Hashed) {
  const [got, value] = [claims[claim], hashed[claim]]
  const hash = hashOf(header.alg) ?? 'sha256'
  if (!(claim in claims) || value === undefined || got === halfHash(value, hash)) return undefined
  if (typeof got !== 'string' || got === '') return { claim, is: undefined, what: kindOf(got) }
  return { claim, is: explainHash(got, value, hash), what: `${got.length} characters` }
}

function absence(hash: unknown): readonly string[] {
  return typeof hash === 'string' && hash !== '' ? [] : [`c_hash is ${kindOf(hash)}`]
}
