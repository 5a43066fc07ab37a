import { sign } from 'node:crypto'
import { armProbe, frontChannel } from '../../hostile/probes/probe.ts'
import type { ClientScene } from '../../subjects/client-scene.ts'
import { judge, judgeProblems } from '../outcome.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'
import { rejects } from './rejects.ts'
import { rowsLike } from './rows-like.ts'

/** RP-11 to RP-15: the discovery document. */
export const documents: readonly ClientCheckDefinition[] = [
  {
    id: 'RP-11',
    title: 'The client goes where the discovery document leads, wherever that is',
    spec: 'OIDD 4; MP docs, endpoints',
    level: 'MUST',
    async run(context) {
      const scene = await context.scene()
      const { url } = scene.world
      const authorization = `${url}/sandprod-admin.mobilepay.fi/account/connect/authorize`
      const token = `${url}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/Token`
      const set = { authorization_endpoint: authorization, token_endpoint: token }
      await scene.arm({ fault: 'discovery-members-set', times: 'always', parameters: { set } })
      await scene.configure()
      const begun = await scene.begin()
      const arrived = 'arrival' in begun && begun.arrival.kind === 'callback' ? begun : undefined
      if (arrived?.arrival.kind === 'callback') await scene.deliver(arrived.arrival, arrived.cookies)
      const asked = scene.requests().filter(({ endpoint }) => endpoint === 'token')
      return judgeProblems(
        [
          ...(arrived?.started.url.startsWith(authorization)
            ? []
            : ['authorization_endpoint of the document was not used']),
          ...(asked.some((request) => request.url.endsWith('/connect/Token'))
            ? []
            : ['token_endpoint of the document was not used']),
        ],
        'both endpoints where the document has moved them',
        'Take every endpoint from the discovery document; pin the issuer and the hosts, not the addresses.',
      )
    },
  },
  rejects({
    id: 'RP-12',
    title: 'A document of another issuer than the pinned one is refused',
    spec: 'OIDD 4.3; RFC 9700 4.4',
    level: 'MUST',
    rows: rowsLike(/^discovery-issuer-(?!missing|null|number|(in-)?array|duplicated-right)/),
    remedy: 'Compare issuer with the value pinned for the environment, character by character.',
  }),
  rejects({
    id: 'RP-13',
    title: 'A document over http, with http endpoints, or without required members is refused',
    spec: 'OIDD 3, 4; RFC 9700 2.6',
    level: 'MUST',
    rows: rowsLike(
      /^discovery-(authorization-endpoint|token-endpoint|jwks-uri)-(?!other|host|duplicated|with-(line|space|back))/,
      /^discovery-issuer-(missing|null|number|(in-)?array)/,
      /^discovery-\w+(-\w+)*-supported-missing/,
      /^discovery-(response-types-(string|empty)|scopes-string|content-type-html|empty|comment|prefix)/,
      /^http-(html-instead|json-(truncated|array|null|deep|trailing))@discover/,
    ),
    remedy: 'Hold the document against its schema, and every address against https and the pinned hosts.',
    async more(context) {
      const scene = await context.scene()
      const { outcome } = await scene.configure({ allowHttpOnLoopback: false })
      const sent = scene.requests().length
      return outcome === 'rejected' && sent === 0 ? [] : ['an http address was taken although nobody had allowed it']
    },
  }),
  rejects({
    id: 'RP-14',
    title: 'Members that the client does not know do no harm',
    spec: 'RFC 8414 2',
    level: 'MUST',
    rows: rowsLike(/^discovery-(member-added|reordered|endpoints-in|mtls|dpop|signed)/),
    remedy: 'Ignore members that are not understood, and the order in which they come.',
  }),
  rejects({
    id: 'RP-15',
    title: 'Fetching the document is bounded in time and size, and follows no redirect',
    spec: 'RFC 9700 4.11; OWASP SSRF Prevention',
    level: 'SHOULD',
    rows: rowsLike(
      /^(hold|slow-drip|latency|body-held|http-oversized|gzip-bomb|http-redirect).*@(discover|consent)/,
      /^wire-(.*bomb|hints-without-end|status-303).*@(discover|consent)/,
    ),
    remedy: 'Give each request a timeout and a limit after decompression, and refuse redirects.',
  }),
]

/**
 * The next key is published in advance; only the one after it is news to a client that has looked once. It may wait a
 * while before it looks again, so a client without a clock is not asked.
 */
async function afterSecondRotation(context: ClientCheckContext, scene: ClientScene): Promise<string> {
  if (!(await context.can('clock'))) return 'connected'
  await scene.advance(600)
  await scene.world.keys.rotate({ overlap: true })
  return (await scene.connect()).outcome
}

/** What comes of a token by a key that was published once, and was not when the client last looked. */
async function afterWithdrawal(context: ClientCheckContext): Promise<'taken' | 'rejected' | 'not looked again'> {
  const scene = await context.ready()
  const { settings } = scene.world.world
  const { keys } = scene.world.world.stage('sandbox')
  const { current } = keys
  const kid = keys.published(settings.generation)[0]?.kid
  await scene.connect()
  const looked = scene.count('jwks')
  for (let rotation = 0; rotation < 2; rotation += 1) {
    await scene.world.keys.rotate({ overlap: false })
    await scene.connect()
  }
  if (scene.count('jwks') === looked) return 'not looked again'
  armProbe(scene.world, {
    name: 'signed-by-withdrawn-key',
    endpoints: frontChannel,
    at: {
      token: (draft) => ({
        ...draft,
        header: { ...draft.header, kid },
        sign: async (input) => sign('sha256', input, current.privateKey),
      }),
    },
  })
  return (await scene.connect()).outcome === 'connected' ? 'taken' : 'rejected'
}

/** RP-16 to RP-22: the key set. */
export const keys: readonly ClientCheckDefinition[] = [
  {
    id: 'RP-16',
    title: 'The key set is kept, and unknown keys make the client ask at most once more for a while',
    spec: 'OIDCC 10.1.1',
    level: 'SHOULD',
    async run(context) {
      const scene = await context.ready()
      for (let flow = 0; flow < 3; flow += 1) await scene.connect()
      const usual = scene.count('jwks')
      await scene.arm({ fault: 'front-id-token-kid-unknown', times: 'always' })
      for (let flow = 0; flow < 5; flow += 1) await scene.connect()
      const actual = { threeConsents: usual, fiveForgedTokensMore: scene.count('jwks') - usual }
      return judge(actual.threeConsents === 1 && actual.fiveForgedTokensMore <= 1, {
        expected: { threeConsents: 1, fiveForgedTokensMore: 'at most 1' },
        actual,
        remedy: 'Keep the key set for minutes, and look again for an unknown kid at most once in a cooldown.',
      })
    },
  },
  {
    id: 'RP-17',
    title: 'Keys that change between two consents are taken',
    spec: 'OIDCC 10.1.1',
    level: 'MUST',
    async run(context) {
      const scene = await context.ready()
      const before = await scene.connect()
      await scene.world.keys.rotate({ overlap: true })
      const after = await scene.connect()
      const actual = { before: before.outcome, after: after.outcome, later: await afterSecondRotation(context, scene) }
      const expected = { before: 'connected', after: 'connected', later: 'connected' }
      return judge(JSON.stringify(actual) === JSON.stringify(expected), {
        expected,
        actual,
        remedy: 'Fetch the key set once more when a token names a kid that is not in it.',
      })
    },
  },
  rejects({
    id: 'RP-18',
    title: 'Keys that change just before they sign are taken',
    spec: 'OIDCC 10.1.1',
    level: 'MUST',
    rows: ['keys-rotated-before-signing', 'keys-rotated-between-flows'],
    remedy: 'Fetch the key set at once when a token names an unknown kid, also right after it was fetched.',
  }),
  rejects({
    id: 'RP-19',
    title: 'Tokens of a key that was withdrawn are refused',
    spec: 'OIDCC 10.1.1',
    level: 'MUST',
    rows: ['keys-rotated-without-overlap', 'keys-signing-key-missing'],
    remedy: 'Verify with the keys that are published, and with no others.',
    more: async (context) =>
      (await afterWithdrawal(context)) === 'taken' ? ['a token of a key that was withdrawn since was taken'] : [],
  }),
  rejects({
    id: 'RP-20',
    title: 'A token without kid is taken where there is one key',
    spec: 'OIDCC 10.1',
    level: 'MUST',
    rows: ['kid-absent-single-key'],
    remedy: 'Where the set has a single usable key, use it for tokens that name none.',
  }),
  {
    id: 'RP-21',
    title: 'A token without kid is refused, or tried with every key, where there are several',
    spec: 'OIDCC 10.1',
    level: 'MAY',
    async run(context) {
      const [result] = await context.hostile(['front-id-token-kid-missing'])
      const twins = await context.twins(['front-id-token-kid-missing'])
      const ends = result?.verdict === 'rejected' || result?.verdict === 'wrongly-accepted'
      return judge(ends && twins.every(({ isRight }) => isRight), {
        expected: 'rejected, or accepted after a key has verified it',
        actual: `${result?.got.outcome} ${result?.got.code ?? ''}`.trim(),
        remedy: 'Refuse the token, or try every RS256 key of the set.',
      })
    },
  },
  rejects({
    id: 'RP-22',
    title: 'A kid that is unknown after another look is refused',
    spec: 'RFC 7515 D',
    level: 'MUST',
    rows: rowsLike(
      /^front-id-token-kid-(unknown|injection|lower|with|in-|object|prototype|empty|null|number)/,
      /^keys-kid-(lower|with|look)/,
    ),
    remedy: 'Compare kid character by character, and take no other key for it.',
  }),
]
