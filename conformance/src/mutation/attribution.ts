import type { Defect } from './defect.ts'
import type { Red } from './task.ts'

/** Words of fault names that say how something is wrong, not what. */
const manner = new Set(
  `a accepted again also always and another answer answered any api as at attacker back bad body broken by callback case client code
  decoded different duplicated edited empty endpoint error extra fails field for foreign form from front full future
  garbage given good header id ignored illegal in instead invalid is issued leaked length long lower mismatch missing
  mixed more new no none not null number of old on once other out over page past plain post provider keys query refused
  refresh refreshed reflected replaced request required response reused right second sent set short shown signed stale
  string stripped swapped the to token tokens too truncated twice two type unchecked unknown unset unsupported upper
  value wrong zero`
    .split(/\s+/)
    .filter(Boolean),
)

/** How specifications write what a name says in a word. */
const written: Readonly<Record<string, readonly string[]>> = {
  challenge: ['www-authenticate', 'code_challenge'],
  // What a client may use is registered as grant types, and asked for as response types (RFC 7591 2.1).
  grant: ['grant_type=', 'response_type='],
  framable: ['frame-ancestors', 'x-frame-options'],
  cacheable: ['cache-control'],
  plus: [' as +'],
  pkce: ['code_challenge', 'code_verifier'],
  verifier: ['code_verifier'],
  redirector: ['redirect_uri'],
  reflects: ['element'],
  secret: ['client_secret'],
  stack: ['stack trace', 'stack'],
  split: ['header'],
  alternates: ['same meaning'],
  modulus: ['n is', '"n', ' n:', 'base64url'],
  rotated: ['kid'],
  unescaped: ['escape', 'element'],
  sequential: ['bits'],
  reuse: ['again', 'second', 'used'],
  unsigned: ['none', 'signature'],
  url: ['in the query'],
}

/** What the defect's name names: a claim, parameter, header or member. */
export function namedBy({ fault }: Defect): readonly string[] {
  const words = fault.split('-').filter((word) => !manner.has(word))
  return words.length > 0 ? words : fault.split('-')
}

/** Whether a red of a check says what was seeded: one of the words that the defect is named by. */
export function attributes(defect: Defect, { said }: Red): boolean {
  const text = said.toLowerCase()
  return namedBy(defect).some((word) => [word, ...(written[word] ?? [])].some((way) => text.includes(way)))
}
