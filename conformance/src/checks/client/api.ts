import { armProbe } from '../../hostile/probes/probe.ts'
import type { ClientScene } from '../../subjects/client-scene.ts'
import { inapplicable, judge, judgeProblems } from '../outcome.ts'
import { completeFlow } from './captured-flow.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'
import { rejects } from './rejects.ts'

/** What is wrong where Retry-After is a date, three seconds away. */
async function untilDate(context: ClientCheckContext): Promise<readonly string[]> {
  const scene = await context.ready()
  await scene.connect()
  const until = Math.ceil(Date.now() / 1000) * 1000 + 2000
  let answers = 0
  armProbe(scene.world, {
    name: 'retry-after-date',
    endpoints: ['merchants-me'],
    at: {
      reply: (reply) => {
        answers += 1
        const headers = [['Retry-After', new Date(until).toUTCString()] as const]
        return answers === 1 ? { status: 503, headers, body: '' } : reply
      },
    },
  })
  const since = scene.mark
  await scene.call()
  const [, second] = scene.requests(since).map(({ startedAt }) => startedAt)
  return second !== undefined && second < until ? ['the call was repeated before the date that Retry-After names'] : []
}

/** What a call of the API comes to where the API alone is elsewhere. */
async function calledAt(scene: ClientScene, apiUrl: string): Promise<string> {
  const { outcome } = await scene.configure({ apiUrl })
  if (outcome !== 'configured') return outcome
  const { outcome: consent } = await scene.connect()
  return consent === 'connected' ? (await scene.call()).outcome.replace('unsupported', 'rejected') : consent
}

/** RP-74 to RP-77 and RP-79: calls of the product APIs, and TLS. */
export const api: readonly ClientCheckDefinition[] = [
  {
    id: 'RP-74',
    title: 'An access token goes in the Authorization header alone',
    spec: 'RFC 6750 2.1; RFC 9700 4.3.2',
    level: 'MUST',
    async run(context) {
      await context.needs('call')
      const { requests } = await completeFlow(context)
      const calls = requests.filter(({ endpoint }) => endpoint === 'merchants-me' || endpoint === 'api')
      const problems = calls.flatMap(({ url, headers, body }) => [
        ...(headers.some(([name, value]) => name.toLowerCase() === 'authorization' && /^bearer /i.test(value))
          ? []
          : ['a call has no Bearer token in its Authorization header']),
        ...(/access_token|[?&]token=/.test(url) ? ['a call has a token in its address'] : []),
        ...(/access_token/.test(body) ? ['a call has a token in its body'] : []),
      ])
      if (calls.length === 0) problems.push('no call reached the API')
      return judgeProblems(
        problems,
        'Authorization: Bearer, and no token in address or body',
        'Send the access token in the Authorization header.',
      )
    },
  },
  rejects({
    id: 'RP-75',
    title: 'A 401 of the API makes one refresh and one more attempt, and no more',
    spec: 'RFC 6750 3.1',
    level: 'SHOULD',
    rows: ['api-token-refused', 'api-insufficient-scope'],
    remedy: 'At 401 refresh once and repeat once; at 403 say which scope is missing.',
  }),
  rejects({
    id: 'RP-76',
    title: 'At 429 and 5xx the client waits as long as it is told, and gives up in the end',
    spec: 'RFC 6585 4; RFC 9110 10.2.3',
    level: 'SHOULD',
    waits: true,
    rows: [
      'http-503@call',
      'http-429@call',
      'http-429-without-retry-after@call',
      'http-500@call',
      'api-too-many-requests',
    ],
    remedy: 'Wait as Retry-After says, otherwise ever longer and by chance, and repeat a few times at most.',
    async more(context) {
      const scene = await context.ready()
      await scene.connect()
      await scene.arm({ fault: 'api-too-many-requests', times: 1, parameters: { retryAfter: '1' } })
      const since = scene.mark
      const reply = await scene.call()
      const [first, second] = scene.requests(since).map(({ startedAt }) => startedAt)
      const waited = (second ?? 0) - (first ?? 0)
      const byDate = await untilDate(context)
      return [
        ...byDate,
        ...(reply.outcome === 'answered' ? [] : ['the call was given up although the next attempt is answered']),
        ...(second !== undefined && waited < 1000
          ? [`the call was repeated after ${waited} ms, although Retry-After is 1`]
          : []),
      ]
    },
  }),
  {
    id: 'RP-77',
    title: 'The token of one merchant is not used for another',
    spec: 'MP docs, merchant_vat: a token is valid for one merchant only',
    level: 'MUST',
    async run(context) {
      await context.needs('call')
      const scene = await context.ready()
      const { merchantVat, otherVat } = scene.several
      const ids: (string | undefined)[] = []
      for (const vat of [merchantVat, otherVat]) {
        const reply = await scene.connect(vat === undefined ? {} : { merchantVat: vat })
        ids.push(reply.outcome === 'connected' ? reply.merchantId : undefined)
      }
      if (ids.includes(undefined)) return inapplicable('The client does not say whose connection it has.')
      const since = scene.mark
      for (const id of [...ids, ...ids]) await scene.call(id)
      const used = scene
        .requests(since)
        .filter(({ endpoint }) => endpoint === 'merchants-me')
        .map(({ merchantId }) => merchantId)
      const renewed = await scene.refresh(ids[0])
      const renewedFor = renewed.outcome === 'connected' ? renewed.merchantId : renewed.outcome
      const rows = await context.hostile([
        'access-token-merchant-of-another',
        'refresh-switches-merchant',
        'api-merchant-of-another',
      ])
      const wrong = rows.filter(({ isRight }) => !isRight).map(({ title, verdict }) => `${title}: ${verdict}`)
      const expected = [...ids, ...ids]
      const isApart = new Set(ids).size === 2
      const isRight = isApart && JSON.stringify(used) === JSON.stringify(expected) && renewedFor === ids[0]
      return judge(wrong.length === 0 && isRight, {
        expected: { calledFor: expected, tokensOf: expected, renewedFor: ids[0] },
        actual: { calledFor: expected, tokensOf: used, renewedFor, ...(wrong.length > 0 && { wrong }) },
        remedy: 'Keep one token set for each merchant, and compare merchant_id of every token with whom it is for.',
      })
    },
  },
  {
    id: 'RP-79',
    title: 'Certificates are verified, and plain http is refused',
    spec: 'RFC 6750 5.2; RFC 9700 2.6; OIDCC 16.17',
    level: 'MUST',
    async run(context) {
      const scene = await context.scene()
      await using tls = await scene.openTls()
      const { discoveryUrl, apiUrl } = scene.settings
      const secure = (url: string) => tls.url + url.slice(scene.world.url.length)
      const selfSigned = await scene.configure({ discoveryUrl: secure(discoveryUrl), apiUrl: secure(apiUrl) })
      const plain = await scene.configure({ allowHttpOnLoopback: false })
      const abroad = await scene.configure({ discoveryUrl: 'http://provider.example/.well-known/openid-configuration' })
      const { length: sent } = scene.requests()
      const api = await calledAt(scene, secure(apiUrl))
      const right = await scene.configure()
      const actual = {
        certificateOfAnUnknownAuthority: selfSigned.outcome,
        httpWithoutLeave: plain.outcome,
        httpToAnotherMachine: abroad.outcome,
        requests: sent,
        apiOfAnUnknownAuthority: api,
        allowedTwin: right.outcome,
      }
      const expected = {
        certificateOfAnUnknownAuthority: 'rejected',
        httpWithoutLeave: 'rejected',
        httpToAnotherMachine: 'rejected',
        requests: 0,
        apiOfAnUnknownAuthority: 'rejected',
        allowedTwin: 'configured',
      }
      return judge(JSON.stringify(actual) === JSON.stringify(expected), {
        expected,
        actual,
        remedy: 'Never switch certificate verification off; allow http for loopback hosts by an explicit option alone.',
      })
    },
  },
]
