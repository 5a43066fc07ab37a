import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { signatureAlgorithms } from '../jwks/algorithms.ts'
import { judge, skip } from '../outcome.ts'
import { issued, onEveryToken, places, show } from './issued.ts'
import { thumbprintProblems } from './thumbprints.ts'

/** Members by which a token would bring or point to the key that it is to be believed by. */
export const keyBringers = ['jwk', 'jku', 'x5u', 'x5c']
/** Media types of tokens that are no ID tokens (RFC 8725 3.11). */
const otherTypes = [
  'at+jwt',
  'logout+jwt',
  'secevent+jwt',
  'dpop+jwt',
  'oauth-authz-req+jwt',
  'token-introspection+jwt',
]

/** I-02 to I-04, I-34, I-36: what the tokens say of their signature. */
export const header: readonly CheckDefinition[] = [
  onEveryToken({
    id: 'I-02',
    title: 'alg is RS256 or another announced algorithm with a public key, never none or HS*',
    spec: 'OIDCC 2, 3.1.3.7(7); RFC 8725 3.1',
    level: 'MUST',
    part: 'header',
    expected: 'alg RS256, or another that the document announces',
    remedy: 'Sign ID tokens with RS256 unless the client registered another algorithm.',
    async problemsOf({ token, context }) {
      const { alg } = token.header
      return (await announced(context)).includes(String(alg)) && typeof alg === 'string' ? [] : [`alg is ${show(alg)}`]
    },
  }),
  onEveryToken({
    id: 'I-03',
    title: 'kid names the key when the set has several',
    spec: 'OIDCC 10.1',
    level: 'MUST',
    part: 'header',
    expected: 'a kid',
    remedy: 'Name the signing key in the header of every token.',
    async problemsOf({ token, context }) {
      const { kid } = token.header
      const isNeeded = (await context.keys()).length > 1
      const isName = typeof kid === 'string' && kid !== ''
      return isName || (kid === undefined && !isNeeded) ? [] : [`kid is ${show(kid)}`]
    },
  }),
  onEveryToken({
    id: 'I-04',
    title: 'The header brings no key, demands no extension and calls the token nothing else',
    spec: 'OIDCC 2; RFC 7515 4.1; RFC 7519 5.2; RFC 8725 3.10, 3.11',
    level: 'MUST',
    part: 'header',
    expected: 'none of jwk, jku, x5u, x5c, crit and b64; typ JWT or none; no cty that says JWT',
    remedy: 'Let clients find the key in the key set by kid alone.',
    problemsOf: ({ token: { header: members } }) => [
      ...[...keyBringers, 'crit', 'b64'].filter((name) => name in members).map((name) => `${name} is in the header`),
      ...typeProblems(members.typ),
      ...(/^(application\/)?jwt$/i.test(String(members.cty)) ? [`cty is ${members.cty}, as of a token within`] : []),
    ],
  }),
  onEveryToken({
    id: 'I-34',
    title: 'x5t is the thumbprint of the certificate in the key set',
    spec: 'RFC 7515 4.1.7, 4.1.8',
    level: 'SHOULD',
    part: 'header',
    expected: 'x5t as in the key set, or none',
    remedy: 'Compute x5t from the certificate of the signing key.',
    problemsOf: async ({ token, context }) => thumbprintProblems(token.header, await context.keys()),
  }),
  {
    id: 'I-36',
    title: 'Both tokens of a login name the same key, unless the keys rotate meanwhile',
    spec: 'OIDCC 10.1.1',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const login = await issued(context)
      const [front, back] = places.map((place) => login[place].header.kid)
      const kids = (await context.keys()).map(({ kid }) => kid)
      if (front === undefined || back === undefined) return skip('A token names no key (I-03).')
      if (!kids.includes(front) || !kids.includes(back))
        return skip('A token names a key that is not in the set (I-05).')
      const finding = {
        expected: 'one kid',
        actual: `kid ${show(front)} in front, ${show(back)} behind`,
        remedy: 'Sign both ID tokens with the current key.',
      }
      if (front === back) return judge(true, finding)
      const later = await context.flow.once('ID tokens after a change of keys', (own) => own.happyAnew())
      return judge(later.front.header.kid === back && later.back.header.kid === back, finding)
    },
  },
]

/** For MobilePay what is known, so that a wrong document is for the document's checks to find. */
async function announced(context: CheckContext): Promise<readonly string[]> {
  if (context.environment) return ['RS256']
  const listed = (await context.document()).id_token_signing_alg_values_supported
  const names = Array.isArray(listed) ? listed.map(String) : []
  return ['RS256', ...names].filter((name) => signatureAlgorithms.has(name))
}

function typeProblems(typ: unknown): readonly string[] {
  if (typ === undefined) return []
  if (typeof typ !== 'string') return [`typ is ${show(typ)}`]
  return otherTypes.includes(typ.toLowerCase().replace(/^application\//, '')) ? [`typ is ${typ}`] : []
}
