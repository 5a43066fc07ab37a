import { judge, judgeProblems } from '../outcome.ts'
import { capturedFlow, valuesOf } from './captured-flow.ts'
import type { ClientCheckDefinition } from './client-check.ts'
import { type HostileCheck, rejects } from './rejects.ts'

const back = (...names: readonly string[]) => names.map((name) => `back-id-token-${name}`)

type Row = Pick<HostileCheck, 'id' | 'title' | 'spec' | 'level' | 'rows' | 'remedy'>

const table: readonly Row[] = [
  {
    id: 'RP-57',
    title: 'A code is sent once, whatever comes of it',
    spec: 'RFC 6749 4.1.2',
    level: 'MUST',
    rows: [
      'http-500-after@redeem',
      'http-500@redeem',
      'http-503@redeem',
      'http-429@redeem',
      'connection-reset-after@redeem',
      'empty-reply-after@redeem',
      'hold@redeem',
      'token-code-refused',
      'code-expires-at-once',
    ],
    remedy: 'Never repeat a token request that carries a code: begin a new consent.',
  },
  {
    id: 'RP-58',
    title: 'An answer of the token endpoint that is none ends in a clear error',
    spec: 'RFC 6749 5.1, 5.2',
    level: 'MUST',
    rows: [
      'http-html-instead@redeem',
      'http-empty-200@redeem',
      'http-json-truncated@redeem',
      'http-json-array@redeem',
      'http-json-null@redeem',
      'http-json-deep@redeem',
      'http-oversized@redeem',
      'gzip-bomb@redeem',
      'body-invalid-utf8@redeem',
      'http-redirect-302@redeem',
      'http-redirect-307@redeem',
      'token-content-type-text',
      'token-content-type-html',
      'token-form-encoded',
      'token-status-201',
      'token-empty-object',
      'token-error-as-200',
      'token-error-beside-tokens',
      'token-error-not-json',
      'token-error-html',
      'token-error-empty',
      'token-access-token-missing',
      'token-access-token-number',
      'token-access-token-duplicated',
      'token-access-token-with-newline',
      'token-refresh-token-number',
      'token-scope-array',
      'token-expires-in-negative',
      'token-expires-in-word',
    ],
    remedy: 'Read the answer strictly: status 200, JSON of one object, each member of its type.',
  },
  {
    id: 'RP-59',
    title: 'An answer of the token endpoint without an ID token is refused',
    spec: 'OIDCC 3.3.3.3, 3.1.3.3',
    level: 'MUST',
    rows: [
      'token-id-token-missing',
      'token-id-token-empty',
      'token-id-token-null',
      'token-id-token-number',
      'token-id-token-object',
    ],
    remedy: 'Ask for id_token in the answer to a code.',
  },
  {
    id: 'RP-60',
    title: 'An ID token of another issuer than the first one’s is refused',
    spec: 'OIDCC 3.3.3.6',
    level: 'MUST',
    rows: back('iss-wrong', 'iss-trailing-slash', 'iss-missing', 'iss-http', 'iss-upper-case', 'iss-of-other-stage'),
    remedy: 'Compare iss of both ID tokens.',
  },
  {
    id: 'RP-61',
    title: 'An ID token of another subject than the first one’s is refused',
    spec: 'OIDCC 3.3.3.6',
    level: 'MUST',
    rows: [
      ...back('sub-of-other-user', 'sub-missing', 'sub-empty', 'sub-duplicated'),
      'front-id-token-sub-of-other-user',
    ],
    remedy: 'Compare sub of both ID tokens.',
  },
  {
    id: 'RP-62',
    title: 'An ID token of another nonce than the first one’s is refused',
    spec: 'OIDCC 3.3.3.7, 3.1.3.7 (11)',
    level: 'MUST',
    rows: [
      ...back('nonce-wrong', 'nonce-missing', 'nonce-of-other-session', 'nonce-empty', 'nonce-duplicated'),
      'token-id-token-replayed',
    ],
    remedy: 'Compare nonce of both ID tokens with the one of this consent.',
  },
  {
    id: 'RP-63',
    title: 'An at_hash that does not fit the access token is refused',
    spec: 'OIDCC 3.1.3.8, 3.3.3.9',
    level: 'MUST',
    rows: [
      ...back(
        'at-hash-wrong',
        'at-hash-of-other-token',
        'at-hash-whole',
        'at-hash-right-half',
        'at-hash-sha384',
        'at-hash-sha512',
        'at-hash-hex',
        'at-hash-padded',
        'at-hash-null',
        'at-hash-number',
        'at-hash-missing',
      ),
      'token-access-token-is-id-token',
    ],
    remedy: 'Where at_hash is there, compare it with the left half of SHA-256 of the access token.',
  },
  {
    id: 'RP-64',
    title: 'Another auth_time or amr than the first ID token’s is told of',
    spec: 'OIDCC 3.3.3.6',
    level: 'SHOULD',
    rows: [
      ...back('auth-time-changed', 'auth-time-missing', 'auth-time-string', 'amr-changed', 'amr-string', 'amr-missing'),
      'front-id-token-auth-time-missing',
    ],
    remedy: 'Compare auth_time, acr and amr of both ID tokens, and warn where they differ.',
  },
  {
    id: 'RP-65',
    title: 'The ID token of the token endpoint is held to all that the first one is',
    spec: 'OIDCC 3.3.3.7, 3.1.3.7',
    level: 'MUST',
    rows: [
      ...back(
        'signature-bit-flipped',
        'payload-edited',
        'signed-by-unknown-key',
        'alg-none',
        'alg-hs256-client-secret',
        'alg-es256',
        'alg-ps256',
      ),
      ...back(
        'aud-wrong',
        'aud-missing',
        'aud-extra',
        'aud-single-in-array',
        'azp-wrong',
        'exp-past',
        'exp-missing',
        'exp-string',
        'exp-milliseconds',
      ),
      ...back(
        'iat-future',
        'iat-old',
        'nbf-future',
        'crit-unknown',
        'kid-unknown',
        'kid-injection',
        'c-hash-wrong',
        's-hash-wrong',
        'typ-access-token',
      ),
      'token-id-token-is-access-token',
    ],
    remedy: 'Verify the second ID token as the first: TLS says who sent it, not that it is right.',
  },
  {
    id: 'RP-66',
    title: 'Another token_type than Bearer is refused, in whatever case that is written',
    spec: 'RFC 6749 5.1, 7.1',
    level: 'MUST',
    rows: [
      'token-token-type-mac',
      'token-token-type-dpop',
      'token-token-type-missing',
      'token-token-type-null',
      'token-token-type-number',
      'token-token-type-lower-case',
      'token-type-duplicated',
    ],
    remedy: 'Compare token_type with Bearer without regard to case; use no token of another type.',
  },
  {
    id: 'RP-67',
    title: 'A missing expires_in does no harm, and a missing scope means what was asked for',
    spec: 'RFC 6749 5.1',
    level: 'MUST',
    rows: [
      'token-expires-in-missing',
      'token-scope-missing',
      'token-expires-in-string',
      'token-member-added',
      'token-scope-reordered',
    ],
    remedy: 'Both members are optional: go by the exp of the token, and by the scopes that were asked for.',
  },
]

/** RP-08 and RP-55 to RP-68: the redemption of the code. */
export const redemption: readonly ClientCheckDefinition[] = [
  ...table.map(rejects),
  {
    id: 'RP-08',
    title: 'The redirect URI is the same to the letter in both requests',
    spec: 'OIDCC 3.1.3.2; RFC 6749 4.1.3',
    level: 'MUST',
    async run(context) {
      const flow = await capturedFlow(context)
      const actual = {
        authorization: valuesOf(flow, 'redirect_uri').join(),
        token: flow.tokenRequests[0]?.get('redirect_uri') ?? null,
      }
      const { redirectUri } = flow.settings
      return judge(actual.authorization === redirectUri && actual.token === redirectUri, {
        expected: { authorization: redirectUri, token: redirectUri },
        actual,
        remedy: 'Send the registered redirect URI unchanged in both requests; do not parse and rebuild it.',
      })
    },
  },
  {
    id: 'RP-55',
    title: 'A token request authenticates the client in one way',
    spec: 'RFC 6749 2.3',
    level: 'MUST',
    async run(context) {
      const { tokenRequests } = await capturedFlow(context)
      const ways = tokenRequests.map(({ parameters, authorization }) => [
        ...(authorization === undefined ? [] : ['Authorization header']),
        ...parameters.filter(([name]) => name === 'client_secret').map(() => 'client_secret in the body'),
        ...parameters.filter(([name]) => name === 'client_assertion').map(() => 'client_assertion'),
      ])
      return judge(ways.length > 0 && ways.every((way) => way.length === 1), {
        expected: 'one way in each request',
        actual: ways.map((way) => way.join(' and ') || 'none'),
        remedy: 'Send the secret in the body or in the Authorization header, never in both.',
      })
    },
  },
  {
    id: 'RP-56',
    title: 'The verifier goes with the code, and with nothing else',
    spec: 'RFC 7636 4.5',
    level: 'MUST',
    async run(context) {
      const { tokenRequests } = await capturedFlow(context)
      const carried = tokenRequests.map(({ get }) => ({
        grant: get('grant_type') ?? 'none',
        codeVerifier: get('code_verifier') !== undefined,
      }))
      return judgeProblems(
        carried
          .filter(({ grant, codeVerifier }) => codeVerifier !== (grant === 'authorization_code'))
          .map(({ grant, codeVerifier }) => `${grant} ${codeVerifier ? 'with' : 'without'} code_verifier`),
        'code_verifier with authorization_code, and without it at refresh',
        'Send code_verifier where a code is redeemed; a refresh has none to prove.',
      )
    },
  },
  rejects({
    id: 'RP-68',
    title: 'Scopes that were not granted are told of',
    spec: 'RFC 6749 3.3, 5.1',
    level: 'SHOULD',
    rows: ['token-scope-narrowed', 'token-scope-empty', 'access-token-scope-narrowed', 'token-scope-widened'],
    remedy: 'Compare scope of the answer with what was asked for, and say which are missing.',
    async more(context) {
      const scene = await context.ready()
      await scene.arm({ fault: 'access-token-scope-narrowed', times: 'always' })
      const reply = await scene.connect()
      const scopes = reply.outcome === 'connected' ? (reply.scopes ?? []) : []
      return scopes.length < scene.settings.scopes.length ? [] : ['the connection names scopes that were not granted']
    },
  }),
]
