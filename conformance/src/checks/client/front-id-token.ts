import type { ClientCheckDefinition } from './client-check.ts'
import { type HostileCheck, rejects } from './rejects.ts'
import { rowsLike } from './rows-like.ts'

const front = (...names: readonly string[]) => names.map((name) => `front-id-token-${name}`)

type Row = Pick<HostileCheck, 'id' | 'title' | 'spec' | 'level' | 'rows' | 'remedy'>

const table: readonly Row[] = [
  {
    id: 'RP-39',
    title: 'A bad signature in the callback is refused before the code is redeemed',
    spec: 'OIDCC 3.3.2.12',
    level: 'MUST',
    rows: rowsLike(
      /^front-id-token-(sign|payload|kid-of-other-key)/,
      /^keys-(use-|alg-|key-ops-(sign|empty)|modulus-(wrong|huge)|exponent-|rsa-1024|kty-ec)/,
    ),
    remedy: 'Verify the signature with the published key that kid names, before anything of the token is used.',
  },
  {
    id: 'RP-40',
    title: 'alg none is refused, however it is written',
    spec: 'OIDCC 3.1.3.7 (7); RFC 8725 3.1',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-alg-(none|missing|null|array|lower-case|with-space)/),
    remedy: 'Take RS256 alone, compared exactly; never let the token choose.',
  },
  {
    id: 'RP-41',
    title: 'HS256 keyed with the public key or the client secret is refused',
    spec: 'RFC 8725 2.1, 3.1',
    level: 'MUST',
    rows: front('alg-hs256-public-key', 'alg-hs256-client-secret'),
    remedy: 'Take RS256 alone; a key is used for the algorithm that it was registered for.',
  },
  {
    id: 'RP-42',
    title: 'Other algorithms than the registered one are refused',
    spec: 'OIDCC 3.1.3.7 (7)',
    level: 'MUST',
    rows: front('alg-es256', 'alg-ps256', 'alg-rs384', 'alg-rs512'),
    remedy: 'Take RS256 alone, whatever the document offers.',
  },
  {
    id: 'RP-43',
    title: 'Keys that the token itself brings or names are not used, and an unknown crit is refused',
    spec: 'RFC 8725 3.10; RFC 7515 4.1.11',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-(alg-es256-key-in-header|key-in|jku|x5u|crit|b64|header-duplicated-alg)/),
    remedy: 'Ignore jwk, jku and x5u; refuse a token with crit, since nothing critical is understood.',
  },
  {
    id: 'RP-44',
    title: 'An iss that is missing or other, if only by a slash or a letter’s case, is refused',
    spec: 'OIDCC 3.1.3.7 (2)',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-iss-/),
    remedy: 'Compare iss with the pinned issuer, character by character.',
  },
  {
    id: 'RP-45',
    title: 'An aud that is missing, other, or not this client alone is refused',
    spec: 'OIDCC 3.1.3.7 (3)',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-aud-(?!single)/),
    remedy: 'Take an aud that is the client id, or an array of it alone.',
  },
  {
    id: 'RP-46',
    title: 'An aud array of this client alone is taken',
    spec: 'OIDCC 2',
    level: 'MUST',
    rows: front('aud-single-in-array'),
    remedy: 'aud is a string or an array of strings: read both.',
  },
  {
    id: 'RP-47',
    title: 'An azp that names another client is refused, and so are several audiences without one',
    spec: 'OIDCC 3.1.3.7 (4, 5)',
    level: 'SHOULD',
    rows: rowsLike(/^front-id-token-(azp-|aud-two-without-azp)/),
    remedy: 'Where azp is there it must be the client id, also beside a single audience.',
  },
  {
    id: 'RP-48',
    title: 'A token without sub, iat or exp, or with a sub that is none, is refused',
    spec: 'OIDCC 2',
    level: 'MUST',
    rows: rowsLike(
      /^front-id-token-(sub-(?!of-other|dup)|iat-(missing|null|string|array|object)|exp-missing|claims-empty)/,
    ),
    remedy: 'Ask for every required claim, and for its type.',
  },
  {
    id: 'RP-49',
    title: 'A token that has expired, or whose exp is text or milliseconds, is refused',
    spec: 'OIDCC 3.1.3.7 (9)',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-exp(ired)?-(?!missing|dup)/),
    remedy: 'exp is a number of seconds, later than now but for a small tolerance, and not years away.',
  },
  {
    id: 'RP-51',
    title: 'A nonce that is other, missing, empty or of another session is refused',
    spec: 'OIDCC 3.1.3.7 (11), 3.3.2.11',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-(nonce-(?!dup)|replayed)/),
    remedy: 'Compare nonce with the one of this consent, character by character, and ask for it.',
  },
  {
    id: 'RP-52',
    title: 'A c_hash that is missing, other, whole, in hexadecimal or of another digest is refused',
    spec: 'OIDCC 3.3.2.10, 3.3.2.11',
    level: 'MUST',
    rows: rowsLike(/^front-id-token-c-hash-/, /^callback-code-(swapped|with-space)/),
    remedy: 'Compare c_hash with the left half of SHA-256 of the code in base64url before redeeming it.',
  },
  {
    id: 'RP-53',
    title: 'An s_hash that does not fit the state is refused',
    spec: 'FAPI 1.0 Advanced 5.1.1',
    level: 'SHOULD',
    rows: front('s-hash-wrong'),
    remedy: 'Where s_hash is there, compare it as c_hash, with state.',
  },
  {
    id: 'RP-54',
    title: 'A token with a claim that is there twice is refused',
    spec: 'RFC 7519 4; RFC 8725 2.4',
    level: 'SHOULD',
    rows: rowsLike(
      /^front-id-token-(\w+-duplicated|inner|claim-|claims-(?!empty)|base64|two-parts|four-parts|garbage|encrypted|line-feed|json|typ-|header-)/,
    ),
    remedy: 'Read header and claims strictly: one object, each member once.',
  },
]

/** Seconds by which this project's client lets clocks differ. */
const tolerance = 30
/** What a busy machine may take until the client looks. */
const leeway = 5

/** RP-39 to RP-54: the ID token of the callback, before the code is redeemed. */
export const frontIdToken: readonly ClientCheckDefinition[] = [
  ...table.map(rejects),
  rejects({
    id: 'RP-50',
    title: 'An iat far away or an nbf to come is refused, and clocks may differ by the tolerance',
    spec: 'OIDCC 3.1.3.7 (10); RFC 7519 4.1.5',
    level: 'SHOULD',
    rows: rowsLike(/^front-id-token-(iat-(?!missing|null|string|array|object)|nbf-)/),
    remedy: 'Hold iat and nbf against the clock with a tolerance of half a minute or so.',
    async more(context) {
      if (!(await context.speaksOurCodes())) return []
      const problems = ['iat', 'nbf'].flatMap((claim) =>
        [tolerance - leeway, tolerance + leeway].map(async (ahead) => {
          const scene = await context.ready()
          const set = { [claim]: scene.world.world.clock.seconds() + ahead }
          await scene.arm({ fault: 'token-claims-set', times: 'always', parameters: { kind: 'front-id-token', set } })
          const { outcome } = await scene.connect()
          const right = ahead > tolerance ? 'rejected' : 'connected'
          return outcome === right ? [] : [`${claim} ${ahead} seconds ahead: ${outcome}`]
        }),
      )
      return (await Promise.all(problems)).flat()
    },
  }),
]
