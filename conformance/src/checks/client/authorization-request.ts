import { judge, judgeProblems } from '../outcome.ts'
import { capturedFlow, valuesOf } from './captured-flow.ts'
import type { ClientCheckContext, ClientCheckDefinition } from './client-check.ts'
import { isMadeFrom } from './kinship.ts'
import { randomness, sampleSize, samples } from './sampled-requests.ts'

/** What a second consent of one browser has in common with the first. */
async function repeatedInBrowser(context: ClientCheckContext): Promise<readonly string[]> {
  const scene = await context.ready()
  const first = await scene.begin()
  if ('outcome' in first) throw new Error('The client refused to start a consent.')
  const second = await scene.start({ cookies: first.cookies.ownSite })
  if (second.outcome !== 'started') return ['a second consent of one browser is not begun']
  const [before, after] = [first.started.url, second.url].map((url) => new URL(url).searchParams)
  return ['state', 'nonce', 'code_challenge']
    .filter((name) => before?.get(name) === after?.get(name))
    .map((name) => `${name} is the same in two consents of one browser`)
}

const one = (id: string, name: string, right: string, more: Pick<ClientCheckDefinition, 'title' | 'spec'>) => ({
  id,
  level: 'MUST' as const,
  ...more,
  async run(context: ClientCheckContext) {
    const actual = valuesOf(await capturedFlow(context), name)
    const remedy = `Send ${name}=${right} exactly once.`
    return judge(actual.length === 1 && actual[0] === right, { expected: [right], actual, remedy })
  },
})

/** RP-01 to RP-05 and RP-09: what the client sends the browser away with. */
export const authorizationRequest: readonly ClientCheckDefinition[] = [
  one('RP-01', 'response_type', 'code id_token', {
    title: 'The client asks for the hybrid flow',
    spec: 'OIDCC 3.3.2.1',
  }),
  one('RP-02', 'response_mode', 'form_post', {
    title: 'The client asks for a form post',
    spec: 'OAuth 2.0 Form Post Response Mode 2',
  }),
  {
    id: 'RP-03',
    title: 'The client asks for openid and the configured scopes alone',
    spec: 'OIDCC 3.1.2.1; MP docs, scopes',
    level: 'MUST',
    async run(context) {
      const flow = await capturedFlow(context)
      const expected = [...flow.settings.scopes].sort()
      const actual = valuesOf(flow, 'scope')
        .flatMap((scope) => scope.split(' '))
        .sort()
      return judge(actual.join(' ') === expected.join(' ') && actual.includes('openid'), {
        expected,
        actual,
        remedy: 'Send openid, and of the product scopes those that were configured, in scope.',
      })
    },
  },
  {
    id: 'RP-04',
    title: 'Each state is new and can not be guessed',
    spec: 'RFC 6749 10.10, 10.12; RFC 9700 4.7',
    level: 'MUST',
    waits: true,
    run: async (context) =>
      judgeProblems(
        [...(await randomness(context, 'state', 128)), ...(await repeatedInBrowser(context))],
        `at least 128 random bits in each of ${sampleSize} states, none twice`,
        'Make state of at least 128 bits of a cryptographic random source, anew for each consent.',
      ),
  },
  {
    id: 'RP-05',
    title: 'Each nonce is new, can not be guessed, and does not come from state',
    spec: 'OIDCC 3.1.2.1, 15.5.2',
    level: 'MUST',
    waits: true,
    async run(context) {
      const kin = (await samples(context)).slice(0, 20).filter((parameters) => {
        const [state, nonce] = [parameters.get('state') ?? '', parameters.get('nonce') ?? '']
        return isMadeFrom(nonce, state) || isMadeFrom(state, nonce)
      })
      return judgeProblems(
        [
          ...(await randomness(context, 'nonce', 128)),
          ...(kin.length === 0 ? [] : [`nonce and state say the same in ${kin.length} of 20 requests`]),
        ],
        `at least 128 random bits in each of ${sampleSize} nonces, none twice, none like state`,
        'Make nonce of random bits of its own.',
      )
    },
  },
  {
    id: 'RP-09',
    title: 'A malformed merchant VAT number is refused before the browser is sent away',
    spec: 'MP docs, merchant_vat',
    level: 'SHOULD',
    async run(context) {
      const scene = await context.ready()
      const malformed = [
        'DK1234567',
        'DK123456789',
        'dk12345674',
        'DK-12345674',
        'DK 12345674',
        '12345674',
        'SE12345674',
        '',
      ]
      const problems: string[] = []
      for (const merchantVat of malformed) {
        const { outcome } = await scene.start({ merchantVat })
        if (outcome !== 'rejected') problems.push(`merchant_vat "${merchantVat}" was taken`)
      }
      const right = await scene.start()
      if (right.outcome !== 'started') problems.push('a right merchant_vat was refused')
      return judgeProblems(
        problems,
        'DK or FI and eight digits is taken, and nothing else',
        'Hold merchant_vat against ^(DK|FI)[0-9]{8}$ before building the authorization request.',
      )
    },
  },
]
