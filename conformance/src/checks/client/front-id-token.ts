import type { ClientCheckDefinition } from './client-check.ts'
import { type HostileCheck, rejects } from './rejects.ts'

const front = (...names: readonly string[]) => names.map((name) => `front-id-token-${name}`)

type Row = Pick<HostileCheck, 'id' | 'title' | 'spec' | 'level' | 'rows' | 'remedy'>

const table: readonly Row[] = [
  {
    id: 'RP-39',
    title: 'A bad signature in the callback is refused before the code is redeemed',
    spec: 'OIDCC 3.3.2.12',
    level: 'MUST',
    rows: front(
      'signature-bit-flipped',
      'payload-edited',
      'signed-by-unknown-key',
      'signed-by-other-stage',
      'signature-empty',
      'kid-of-other-key',
    ),
    remedy: 'Verify the signature with the published key that kid names, before anything of the token is used.',
  },
  {
    id: 'RP-40',
    title: 'alg none is refused, however it is written',
    spec: 'OIDCC 3.1.3.7 (7); RFC 8725 3.1',
    level: 'MUST',
    rows: front(
      'alg-none',
      'alg-none-mixed-case',
      'alg-none-signed',
      'alg-missing',
      'alg-null',
      'alg-array',
      'alg-lower-case',
    ),
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
    rows: front(
      'alg-es256-key-in-header',
      'jku-elsewhere',
      'x5u-elsewhere',
      'crit-unknown',
      'crit-empty',
      'b64-false',
      'header-duplicated-alg',
    ),
    remedy: 'Ignore jwk, jku and x5u; refuse a token with crit, since nothing critical is understood.',
  },
  {
    id: 'RP-44',
    title: 'An iss that is missing or other, if only by a slash or a letter’s case, is refused',
    spec: 'OIDCC 3.1.3.7 (2)',
    level: 'MUST',
    rows: front(
      'iss-wrong',
      'iss-missing',
      'iss-trailing-slash',
      'iss-upper-case',
      'iss-http',
      'iss-longer',
      'iss-of-other-stage',
      'iss-empty',
      'iss-null',
      'iss-number',
      'iss-array',
      'iss-object',
    ),
    remedy: 'Compare iss with the pinned issuer, character by character.',
  },
  {
    id: 'RP-45',
    title: 'An aud that is missing, other, or not this client alone is refused',
    spec: 'OIDCC 3.1.3.7 (3)',
    level: 'MUST',
    rows: front(
      'aud-wrong',
      'aud-missing',
      'aud-array-without-client',
      'aud-extra',
      'aud-two-without-azp',
      'aud-upper-case',
      'aud-of-access-token',
      'aud-empty-array',
      'aud-empty',
      'aud-null',
      'aud-number',
      'aud-object',
    ),
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
    rows: front('azp-wrong', 'azp-number', 'azp-null', 'azp-right', 'aud-two-without-azp'),
    remedy: 'Where azp is there it must be the client id, also beside a single audience.',
  },
  {
    id: 'RP-48',
    title: 'A token without sub, iat or exp, or with a sub that is none, is refused',
    spec: 'OIDCC 2',
    level: 'MUST',
    rows: front(
      'sub-missing',
      'iat-missing',
      'exp-missing',
      'claims-empty',
      'sub-empty',
      'sub-null',
      'sub-number',
      'sub-too-long',
      'sub-not-ascii',
    ),
    remedy: 'Ask for every required claim, and for its type.',
  },
  {
    id: 'RP-49',
    title: 'A token that has expired, or whose exp is text or milliseconds, is refused',
    spec: 'OIDCC 3.1.3.7 (9)',
    level: 'MUST',
    rows: front(
      'exp-past',
      'exp-beyond-skew',
      'exp-string',
      'exp-milliseconds',
      'exp-zero',
      'exp-negative',
      'exp-in-ten-years',
      'exp-null',
      'exp-array',
      'exp-object',
      'exp-boolean',
    ),
    remedy: 'exp is a number of seconds, later than now but for a small tolerance, and not years away.',
  },
  {
    id: 'RP-51',
    title: 'A nonce that is other, missing, empty or of another session is refused',
    spec: 'OIDCC 3.1.3.7 (11), 3.3.2.11',
    level: 'MUST',
    rows: front(
      'nonce-wrong',
      'nonce-missing',
      'nonce-empty',
      'nonce-of-other-session',
      'nonce-lower-case',
      'nonce-truncated',
      'nonce-padded',
      'nonce-null',
      'nonce-number',
      'nonce-array',
      'nonce-object',
      'replayed',
    ),
    remedy: 'Compare nonce with the one of this consent, character by character, and ask for it.',
  },
  {
    id: 'RP-52',
    title: 'A c_hash that is missing, other, whole, in hexadecimal or of another digest is refused',
    spec: 'OIDCC 3.3.2.10, 3.3.2.11',
    level: 'MUST',
    rows: [
      ...front(
        'c-hash-wrong',
        'c-hash-missing',
        'c-hash-whole',
        'c-hash-hex',
        'c-hash-right-half',
        'c-hash-sha384',
        'c-hash-sha512',
        'c-hash-padded',
        'c-hash-of-other-code',
        'c-hash-null',
        'c-hash-empty',
        'c-hash-number',
        'c-hash-array',
      ),
      'callback-code-swapped',
    ],
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
    rows: front(
      'nonce-duplicated',
      'aud-duplicated',
      'sub-duplicated',
      'claims-array',
      'claims-not-json',
      'base64-padded',
      'two-parts',
      'four-parts',
      'garbage',
      'typ-access-token',
      'claim-added',
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
    rows: front('iat-future', 'iat-old', 'iat-milliseconds', 'nbf-future', 'nbf-missing', 'nbf-null', 'nbf-string'),
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
