import type { Connected } from '../../drivers/client-driver.ts'
import { countRequests } from '../../hostile/attempt.ts'
import type { ClientScene } from '../../subjects/client-scene.ts'
import { listenIn } from '../../subjects/wiretap.ts'
import { judge, judgeProblems } from '../outcome.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'
import { rejects } from './rejects.ts'
import { rowsLike } from './rows-like.ts'

/** A client with a connection, and time that can pass for both. */
async function connected(context: ClientCheckContext): Promise<ClientScene> {
  const scene = await context.ready()
  const reply = await scene.connect()
  if (reply.outcome !== 'connected') throw new Error('The consent was refused.')
  return scene
}

/** Refresh tokens that are sent although a refresh has brought another one. */
async function sentAgain(context: ClientCheckContext): Promise<readonly string[]> {
  const scene = await connected(context)
  const tap = listenIn(scene.world)
  for (let refreshes = 0; refreshes < 3; refreshes += 1) await scene.refresh()
  const sent = tap.tokenRequests.map(({ get }) => get('refresh_token'))
  return new Set(sent).size === sent.length
    ? []
    : [`${sent.length} refreshes with ${new Set(sent).size} refresh tokens`]
}

/** RP-69 to RP-73: tokens that are renewed. */
export const refresh: readonly ClientCheckDefinition[] = [
  rejects({
    id: 'RP-69',
    title: 'A refresh that brings another issuer, subject, audience or login is refused',
    spec: 'OIDCC 12.2',
    level: 'MUST',
    rows: [
      ...rowsLike(/^refreshed-id-token-/, /^refresh-answer-(id-token|access-token-is)/),
      'refresh-switches-merchant',
      'refresh-loses-merchant',
      'refresh-user-changes',
      'refresh-without-id-token',
      'refresh-without-refresh-token',
    ],
    remedy: 'Compare iss, sub, aud, azp and auth_time of the new ID token with those of the login.',
  }),
  {
    id: 'RP-70',
    title: 'The rotated refresh token is stored before it is needed, and a crash in between can be recovered from',
    spec: 'RFC 9700 4.14.2; RFC 6749 6',
    level: 'MUST',
    waits: true,
    async run(context) {
      await context.needs('storeFolder')
      await context.needs('refresh')
      const [kept, reused, oneTime] = await Promise.all([
        afterRefresh(context),
        afterCrash(context, true),
        afterCrash(context, false),
      ])
      return judgeProblems(
        [
          ...(kept === 'connected' ? [] : [`after a refresh and a new start, the next refresh: ${kept}`]),
          ...(reused === 'connected' ? [] : [`killed during a refresh with a token that may be used again: ${reused}`]),
          ...(/^rejected connection-needs-consent refresh-interrupted, 1 /.test(oneTime) ||
          !(await context.speaksOurCodes())
            ? []
            : [`killed during a refresh that has spent a one-time token: ${oneTime}`]),
        ],
        'the next start goes on with the newest token, or says that the merchant has to consent again, after one request',
        'Write down that a refresh begins, store its answer before using it, and say what a broken one means.',
      )
    },
  },
  rejects({
    id: 'RP-71',
    title: 'A refused refresh token leads to a new consent; neither it nor one that was replaced is sent again',
    spec: 'RFC 6749 5.2, 6; MP docs, refresh tokens',
    level: 'MUST',
    waits: true,
    rows: [
      'refresh-refused',
      ...rowsLike(/^(http-50|http-429|connection-reset-after|empty-reply-after).*@refresh/, /^refresh-refusal-/),
    ],
    remedy: 'Mark the connection as needing consent at invalid_grant, and ask no more.',
    async more(context) {
      const scene = await connected(context)
      await scene.arm({ fault: 'refresh-refused', times: 'always' })
      const since = scene.mark
      await scene.refresh()
      await scene.call()
      await scene.refresh()
      const { token } = countRequests(scene.requests(since))
      return [
        ...(token === 1 ? [] : [`${token} token requests in two refreshes and a call after the refusal, not 1`]),
        ...(await sentAgain(context)),
      ]
    },
  }),
  {
    id: 'RP-72',
    title: 'Many who find the token expired at once make one refresh',
    spec: 'RFC 9700 4.14.2',
    level: 'SHOULD',
    async run(context) {
      await context.needs('clock')
      const scene = await connected(context)
      await scene.advance(290)
      const since = scene.mark
      const replies = await Promise.all(Array.from({ length: 50 }, () => scene.call()))
      const { token, api } = countRequests(scene.requests(since))
      const answered = replies.filter(({ outcome }) => outcome === 'answered').length
      const refreshes = await refreshedAtOnce(scene)
      const actual = { calls: 50, answered, tokenRequests: token, apiRequests: api, refreshes }
      return judge(answered === 50 && token === 1 && refreshes.sentTwice === 0 && refreshes.refused === 0, {
        expected: {
          calls: 50,
          answered: 50,
          tokenRequests: 1,
          apiRequests: 50,
          refreshes: { refused: 0, sentTwice: 0 },
        },
        actual,
        remedy: 'Let everybody who needs the same token wait for one refresh.',
      })
    },
  },
  {
    id: 'RP-73',
    title: 'Tokens are refreshed shortly before they expire, and not with every call',
    spec: 'RFC 6749 1.5, 5.1; MP docs, refresh tokens',
    level: 'SHOULD',
    async run(context) {
      await context.needs('clock')
      const scene = await connected(context)
      const since = scene.mark
      for (let calls = 0; calls < 3; calls += 1) await scene.call()
      const fresh = countRequests(scene.requests(since)).token
      await scene.advance(295)
      const late = scene.mark
      await scene.call()
      const requests = scene.requests(late)
      const refused = requests.filter(({ response }) => response?.status === 401).length
      const actual = { whileFresh: fresh, whenNearlyExpired: countRequests(requests).token, refusedByApi: refused }
      return judge(fresh === 0 && actual.whenNearlyExpired === 1 && refused === 0, {
        expected: { whileFresh: 0, whenNearlyExpired: 1, refusedByApi: 0 },
        actual,
        remedy: 'Keep the token until some seconds before its exp, and refresh it then, before the call.',
      })
    },
  },
]

/** What comes of refreshes that are asked for at the same time. */
async function refreshedAtOnce(scene: ClientScene): Promise<{ readonly refused: number; readonly sentTwice: number }> {
  const tap = listenIn(scene.world)
  const replies = await Promise.all(Array.from({ length: 5 }, () => scene.refresh()))
  const sent = tap.tokenRequests.map(({ get }) => get('refresh_token'))
  return {
    refused: replies.filter(({ outcome }) => outcome !== 'connected').length,
    sentTwice: sent.length - new Set(sent).size,
  }
}

/** Whether the token of a refresh outlives the client that made it. */
async function afterRefresh(context: ClientCheckContext): Promise<string> {
  const scene = await context.scene()
  const storeFolder = await scene.folder()
  await scene.configure({ storeFolder })
  const { merchantId } = (await scene.connect()) as Connected
  await scene.refresh(merchantId)
  await scene.configure({ storeFolder })
  return (await scene.refresh(merchantId)).outcome
}

/** What a refresh comes to after another one was killed between the provider's answer and its own writing. */
async function afterCrash(context: ClientCheckContext, isReusable: boolean): Promise<string> {
  const scene = await context.scene({ apart: true })
  const storeFolder = await scene.folder()
  const { clientId, clientSecret } = isReusable ? scene.reuse : scene.login
  const settings = { storeFolder, clientId, clientSecret }
  await scene.configure(settings)
  const { merchantId } = (await scene.connect()) as Connected
  // Short, since the lease of a process that was killed runs out by it.
  await scene.configure({ ...settings, timeoutMs: 800 })
  await scene.arm({ fault: 'hold-after', times: 1, target: { endpoint: 'token' } })
  const interrupted = scene.refresh(merchantId).catch(() => undefined)
  await scene.acting('hold-after')
  await scene.driver.kill()
  await interrupted
  await scene.world.faults.clear()
  await scene.configure(settings)
  const since = scene.mark
  const reply = await scene.refresh(merchantId)
  if (reply.outcome === 'connected') return 'connected'
  const { code = '', details = {} } = reply.outcome === 'rejected' ? reply : {}
  return `${reply.outcome} ${code} ${details.reason ?? ''}, ${countRequests(scene.requests(since)).token} token requests`
}
