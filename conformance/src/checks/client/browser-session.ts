import { formDelivery } from '../../subjects/callback-request.ts'
import { isSentAcrossSites } from '../../subjects/client-cookies.ts'
import { judge, judgeProblems } from '../outcome.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'

async function arrived(context: ClientCheckContext) {
  const scene = await context.ready()
  const begun = await scene.begin()
  if ('outcome' in begun || begun.arrival.kind !== 'callback') throw new Error('The consent did not come back.')
  return { scene, arrival: begun.arrival, cookies: begun.cookies }
}

/** What comes of a callback that a browser sends twice without waiting. */
async function twiceAtOnce(context: ClientCheckContext): Promise<string> {
  const { scene, arrival, cookies } = await arrived(context)
  const replies = await Promise.all([scene.deliver(arrival, cookies), scene.deliver(arrival, cookies)])
  const outcomes = replies.map(({ outcome }) => outcome).sort()
  return `${outcomes.join(', ')}, ${scene.count('token')} token requests`
}

/** What comes of a right callback after one with its state was refused. */
async function afterRefusal(context: ClientCheckContext): Promise<string> {
  const { scene, arrival, cookies } = await arrived(context)
  const forged = arrival.fields.map(([name, value]) => [name, name === 'id_token' ? `${value}x` : value] as const)
  const refused = await scene.deliver(formDelivery(arrival.url, forged), cookies)
  const then = await scene.deliver(arrival, cookies)
  return `${refused.outcome}, ${then.outcome}, ${scene.count('token')} token requests`
}

/** RP-28 to RP-30 and RP-80: the browser that a consent belongs to. */
export const browserSession: readonly ClientCheckDefinition[] = [
  {
    id: 'RP-28',
    title: 'A callback in another browser than the consent was started in is refused',
    spec: 'RFC 6749 10.12; RFC 9700 4.7',
    level: 'MUST',
    async run(context) {
      const scene = await context.ready()
      const [victim, attacker] = [await scene.begin(), await scene.begin()]
      if ('outcome' in victim || 'outcome' in attacker || attacker.arrival.kind !== 'callback') {
        throw new Error('The consents did not come back.')
      }
      const planted = await scene.deliver(attacker.arrival, victim.cookies)
      const bare = await scene.deliver(attacker.arrival, '')
      const sent = scene.count('token')
      const own = await scene.deliver(attacker.arrival, attacker.cookies)
      const actual = {
        otherBrowser: planted.outcome,
        noCookies: bare.outcome,
        tokenRequests: sent,
        ownBrowser: own.outcome,
      }
      const expected = { otherBrowser: 'rejected', noCookies: 'rejected', tokenRequests: 0, ownBrowser: 'connected' }
      return judge(JSON.stringify(actual) === JSON.stringify(expected), {
        expected,
        actual,
        remedy: 'Bind state to the browser by a cookie, and find the consent through both.',
      })
    },
  },
  {
    id: 'RP-29',
    title: 'A callback that comes again is refused, and no second token request is sent',
    spec: 'RFC 6749 4.1.2, 10.12; RFC 9700 4.7.1',
    level: 'MUST',
    async run(context) {
      const scene = await context.ready()
      const begun = await scene.begin()
      if ('outcome' in begun || begun.arrival.kind !== 'callback') throw new Error('The consent did not come back.')
      const first = await scene.deliver(begun.arrival, begun.cookies)
      const again = await scene.deliver(begun.arrival, begun.cookies)
      const tokenRequests = scene.count('token')
      const actual = {
        first: first.outcome,
        again: again.outcome,
        tokenRequests,
        atOnce: await twiceAtOnce(context),
        afterRefusal: await afterRefusal(context),
      }
      const expected = {
        first: 'connected',
        again: 'rejected',
        tokenRequests: 1,
        atOnce: 'connected, rejected, 1 token requests',
        afterRefusal: 'rejected, rejected, 0 token requests',
      }
      return judge(JSON.stringify(actual) === JSON.stringify(expected), {
        expected,
        actual,
        remedy: 'Use state up with the first callback that brings it, whatever comes of it.',
      })
    },
  },
  {
    id: 'RP-30',
    title: 'The session survives the cross-site POST of the callback',
    spec: 'RFC 6265bis 5.6; OAuth 2.0 Form Post Response Mode 2',
    level: 'MUST',
    async run(context) {
      await context.needs('cookies')
      const scene = await context.ready()
      const begun = await scene.begin()
      if ('outcome' in begun || begun.arrival.kind !== 'callback') throw new Error('The consent did not come back.')
      const cookies = begun.started.cookies ?? []
      const reply = await scene.deliver(begun.arrival, begun.cookies)
      return judgeProblems(
        [
          ...(cookies.some(isSentAcrossSites) ? [] : ['no cookie says SameSite=None and Secure']),
          ...(cookies.every((cookie) => /;\s*httponly/i.test(cookie)) ? [] : ['a cookie lacks HttpOnly']),
          ...(reply.outcome === 'connected'
            ? []
            : ['the callback was refused with the cookies that browsers send across sites']),
        ],
        'the callback goes well with the cookies that a browser sends with a cross-site POST, as SameSite=None; Secure',
        'Set the cookie of the consent with SameSite=None; Secure; HttpOnly: Lax cookies do not come with the form post.',
      )
    },
  },
  {
    id: 'RP-80',
    title: 'After the callback the browser goes to the own site alone',
    spec: 'RFC 9700 4.11.1',
    level: 'MUST',
    async run(context) {
      await context.needs('returnTo')
      const scene = await context.ready()
      const abroad = [
        'https://evil.example/',
        '//evil.example/',
        '/\\evil.example',
        '\\\\evil.example',
        '/%5cevil.example',
        'https:evil.example',
        'javascript:alert(1)',
        'data:text/html,x',
        '/settings/../../evil',
        '/settings@evil.example',
        '/settings\r\nlocation: https://evil.example/',
        ' /settings',
        '/elsewhere',
      ]
      const problems: string[] = []
      for (const returnTo of abroad) {
        const { outcome } = await scene.start({ returnTo })
        if (outcome !== 'rejected') problems.push(`"${JSON.stringify(returnTo).slice(1, -1)}" was taken`)
      }
      const right = await scene.connect({ returnTo: '/settings' })
      const location = right.outcome === 'connected' ? right.location : undefined
      const own = new URL('/settings', scene.settings.redirectUri).href
      if (location !== own && location !== '/settings') problems.push('the allowed path was not gone to')
      return judgeProblems(
        problems,
        'the allowed path /settings, and nothing else',
        'Compare where to go afterwards with a list of paths; take nothing that leads to another origin.',
      )
    },
  },
]
