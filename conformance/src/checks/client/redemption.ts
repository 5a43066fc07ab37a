import { judge, judgeProblems } from '../outcome.ts'
import { capturedFlow, completeFlow, endWithoutFlow, valuesOf } from './captured-flow.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'
import { type HostileCheck, rejects } from './rejects.ts'
import { rowsLike } from './rows-like.ts'

const back = (...names: readonly string[]) => names.map((name) => `back-id-token-${name}`)

type Row = Pick<HostileCheck, 'id' | 'title' | 'spec' | 'level' | 'rows' | 'remedy' | 'waits'>

const table: readonly Row[] = [
  {
    id: 'RP-57',
    title: 'A code is sent once, whatever comes of it',
    spec: 'RFC 6749 4.1.2',
    level: 'MUST',
    waits: true,
    rows: rowsLike(
      /^(http-(5|429|status|stack)|connection-reset|empty-reply|hold|latency|slow-drip).*@redeem/,
      /^(token-code-refused|code-expires-at-once)@/,
      /^redeem-refusal/,
      /^wire-(status-599|retry|hints-without).*@redeem/,
    ),
    remedy: 'Never repeat a token request that carries a code: begin a new consent.',
  },
  {
    id: 'RP-58',
    title: 'An answer of the token endpoint that is none ends in a clear error',
    spec: 'RFC 6749 5.1, 5.2',
    level: 'MUST',
    rows: rowsLike(
      /^(http-(html|empty-200|json|oversized|redirect|content-type|204|404)|gzip|body|chunk).*@(redeem|refresh)/,
      /^wire-(?!retry|status-599|hints-without|answer|body-without).*@(redeem|refresh)/,
      /^token-(content|form|status|empty|error-(as-200|beside|not-json|html|empty)|access-token-(?!is-id)|refresh-token-(n|e)|scope-array)/,
      /^token-expires-in-(negative|word|null)/,
      /^(redeem|refresh)-answer-(?!.*(deep|duplicated)|token-type|id-token|expires-in-(minus|tiny|beyond)|access-token-(is|two|with-space))/,
    ),
    remedy: 'Read the answer strictly: status 200, JSON of one object, each member of its type.',
  },
  {
    id: 'RP-59',
    title: 'An answer of the token endpoint without an ID token is refused',
    spec: 'OIDCC 3.3.3.3, 3.1.3.3',
    level: 'MUST',
    rows: rowsLike(/^token-id-token-(?!is|replayed)/),
    remedy: 'Ask for id_token in the answer to a code.',
  },
  {
    id: 'RP-60',
    title: 'An ID token of another issuer than the first one’s is refused',
    spec: 'OIDCC 3.3.3.6',
    level: 'MUST',
    rows: rowsLike(/^back-id-token-iss-/),
    remedy: 'Compare iss of both ID tokens.',
  },
  {
    id: 'RP-61',
    title: 'An ID token of another subject than the first one’s is refused',
    spec: 'OIDCC 3.3.3.6',
    level: 'MUST',
    rows: rowsLike(/^back-id-token-sub-/, /^front-id-token-sub-of-other-user/),
    remedy: 'Compare sub of both ID tokens.',
  },
  {
    id: 'RP-62',
    title: 'An ID token of another nonce than the first one’s is refused',
    spec: 'OIDCC 3.3.3.7, 3.1.3.7 (11)',
    level: 'MUST',
    rows: rowsLike(/^back-id-token-nonce-/, /^token-id-token-replayed/),
    remedy: 'Compare nonce of both ID tokens with the one of this consent.',
  },
  {
    id: 'RP-63',
    title: 'An at_hash that does not fit the access token is refused',
    spec: 'OIDCC 3.1.3.8, 3.3.3.9',
    level: 'MUST',
    rows: rowsLike(/^back-id-token-at-hash-/, /^token-access-token-is-id-token/),
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
    rows: rowsLike(
      /^back-id-token-(?!iss-|sub-|nonce-|at-hash-|auth-time|amr|acr|x5t)/,
      /^token-id-token-is-access-token/,
    ),
    remedy: 'Verify the second ID token as the first: TLS says who sent it, not that it is right.',
  },
  {
    id: 'RP-66',
    title: 'Another token_type than Bearer is refused, in whatever case that is written',
    spec: 'RFC 6749 5.1, 7.1',
    level: 'MUST',
    rows: rowsLike(/^token-(token-)?type-/, /^(redeem|refresh)-answer-token-type-/),
    remedy: 'Compare token_type with Bearer without regard to case; use no token of another type.',
  },
  {
    id: 'RP-67',
    title: 'A missing expires_in does no harm, and a missing scope means what was asked for',
    spec: 'RFC 6749 5.1',
    level: 'MUST',
    rows: rowsLike(
      /^token-(expires-in-(missing|string|fraction|zero|huge|longer)|scope-(missing|reordered)|member-added)/,
      /^(redeem|refresh)-answer-expires-in-(minus|tiny|beyond)/,
    ),
    remedy: 'Both members are optional: go by the exp of the token, and by the scopes that were asked for.',
  },
]

/** What a consent comes to where the secret has characters that mean something in a form or in HTTP Basic. */
async function withOddSecret(context: ClientCheckContext): Promise<string> {
  const scene = await context.scene()
  const client = scene.world.world.findClient(scene.settings.clientId)
  if (!client) throw new Error('The client of the scene is not registered.')
  const clientSecret = 'a+b%41&c=d:e f'
  scene.world.world.putClient({ ...client, clientSecret })
  await scene.configure({ clientSecret })
  return (await scene.connect()).outcome
}

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
      const { redirectUri } = flow.settings
      const authorization = valuesOf(flow, 'redirect_uri').join(' and ')
      if (authorization === redirectUri && !flow.cameBack) endWithoutFlow()
      const actual = { authorization, token: flow.tokenRequests[0]?.get('redirect_uri') ?? null }
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
      const { tokenRequests } = await completeFlow(context)
      const odd = await withOddSecret(context)
      const ways = tokenRequests.map(({ parameters, authorization }) => [
        ...(authorization === undefined ? [] : ['Authorization header']),
        ...parameters.filter(([name]) => name === 'client_secret').map(() => 'client_secret in the body'),
        ...parameters.filter(([name]) => name === 'client_assertion').map(() => 'client_assertion'),
      ])
      return judge(ways.length > 0 && ways.every((way) => way.length === 1) && odd === 'connected', {
        expected: { ways: 'one in each request', withReservedCharacters: 'connected' },
        actual: { ways: ways.map((way) => way.join(' and ') || 'none'), withReservedCharacters: odd },
        remedy: 'Send the secret in the body or, form-encoded, in the Authorization header; never in both.',
      })
    },
  },
  {
    id: 'RP-56',
    title: 'The verifier goes with the code, and with nothing else',
    spec: 'RFC 7636 4.5; RFC 6749 6',
    level: 'MUST',
    async run(context) {
      const { tokenRequests, settings } = await completeFlow(context)
      const carried = tokenRequests.map(({ get }) => ({
        grant: get('grant_type') ?? 'none',
        codeVerifier: get('code_verifier') !== undefined,
        more: (get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !settings.scopes.includes(scope)),
      }))
      return judgeProblems(
        [
          ...(carried.length === 0 ? ['no token request was sent'] : []),
          ...carried
            .filter(({ grant, codeVerifier }) => codeVerifier !== (grant === 'authorization_code'))
            .map(({ grant, codeVerifier }) => `${grant} ${codeVerifier ? 'with' : 'without'} code_verifier`),
          // RFC 6749 6: no scope that was not granted.
          ...carried
            .filter(({ more }) => more.length > 0)
            .map(({ grant, more }) => `${grant} with scope ${more.join(' ')}`),
        ],
        'code_verifier with authorization_code, and neither it nor more scopes at refresh',
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
