import type { ClientScene } from '../../subjects/client-scene.ts'
import { listenIn } from '../../subjects/wiretap.ts'
import { judgeProblems } from '../outcome.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'

/** Faults that throw secrets back at the client, or make it fail while it holds them. */
const provocations = [
  ['token', 'http-500-after'],
  ['token', 'http-json-truncated'],
  ['token', 'token-access-token-with-newline'],
  ['token', 'back-id-token-claims-not-json'],
  ['token', 'back-id-token-sub-of-other-user'],
  ['token', 'token-code-refused'],
  ['token', 'connection-reset-after'],
  ['token', 'http-secret-echoed'],
  ['token', 'token-error-description-markup'],
] as const

const secretParameter = /[?&](code|id_token|access_token|refresh_token|client_secret|code_verifier|token)=/

/** RP-78: what a client lets out. */
export const secrets: readonly ClientCheckDefinition[] = [
  {
    id: 'RP-78',
    title: 'No secret, code, token or VAT number is in what the client logs, throws or puts into addresses',
    spec: 'RFC 9700 4.2; OWASP Logging',
    level: 'MUST',
    async run(context) {
      const right = leaksOf(context, 'a consent, a refresh and a call', async (scene) => {
        await scene.connect()
        await scene.call()
        await scene.refresh()
      })
      const provoked = provocations.map(([endpoint, fault]) =>
        leaksOf(context, fault, async (scene) => {
          await scene.arm({ fault, times: 'always', target: { endpoint } })
          await scene.connect()
        }),
      )
      return judgeProblems(
        (await Promise.all([right, ...provoked])).flat(),
        'none of them in logs, errors, standard error and addresses',
        'Name kinds, lengths and codes in logs and errors, and never the values; keep them out of addresses.',
      )
    },
  },
]

/**
 * Parts of a secret that are as good as the whole, or lead to it: of a JWT its claims and its signature, of anything else
 * its beginning and its end.
 */
function partsOf(secret: string): readonly string[] {
  const [, claims, signature] = /^[\w-]+\.([\w-]+)\.([\w-]+)$/.exec(secret) ?? []
  const parts = claims === undefined ? [secret.slice(0, 24), secret.slice(-24)] : [claims, signature ?? '']
  return secret.length < 32 ? [secret] : parts.map((part) => part.slice(0, 64))
}

async function leaksOf(
  context: ClientCheckContext,
  what: string,
  provoke: (scene: ClientScene) => Promise<void>,
): Promise<readonly string[]> {
  const scene = await context.ready()
  const tap = listenIn(scene.world)
  await provoke(scene)
  const report = await scene.report()
  const refusals = scene.replies.filter(({ outcome }) => outcome === 'rejected')
  const places = {
    'what it throws': JSON.stringify(refusals),
    'its log': (report?.log ?? []).join('\n'),
    'its standard error': scene.driver.spoken.join('\n'),
  }
  // The journal masks values, not the names that they go by.
  const inQuery = scene.requests().filter(({ url }) => secretParameter.test(url))
  const secretsOfClient = [...tap.secrets, scene.settings.clientSecret]
  const parts = secretsOfClient.flatMap(partsOf)
  const sentAway = scene.replies.flatMap((reply) =>
    reply.outcome === 'started' ? [decodeURIComponent(reply.url)] : [],
  )
  const vat = scene.login.merchantVat ?? 'no VAT number'
  const leaks = Object.entries(places).flatMap(([place, text]) => [
    ...(parts.some((part) => text.includes(part)) ? [`${what}: a secret is in ${place}`] : []),
    ...(text.includes(vat) ? [`${what}: the VAT number is in ${place}`] : []),
  ])
  return [
    ...leaks,
    ...(inQuery.length === 0 ? [] : [`${what}: a secret is in the address of a request`]),
    ...(sentAway.some((url) => secretsOfClient.some((secret) => url.includes(secret)))
      ? [`${what}: a secret is in the address that the browser is sent to`]
      : []),
  ]
}
