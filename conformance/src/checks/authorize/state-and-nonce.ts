import { type Attempt, fieldOf } from '../../flow/arrival.ts'
import { randomText } from '../../flow/authorization-request.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import { nonceProblems } from '../id-token/nonce.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'
import { judgeRefusals, sendWrong } from './must-refuse.ts'
import { crashOf, everyWay, type Probe, plainAnswer, refusalOf, sendAll } from './probe.ts'

/** Seconds. */
const anHour = 3700
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')

/** States that somebody has been known to change on the way (RFC 6749 A.5: any printable ASCII). */
const states: Readonly<Record<string, string>> = {
  'of every printable ASCII character': `x${printable}x`,
  'with percent signs': '%41%2B%zz%00%%25',
  'with plus signs and spaces': '1+1 = 2 ++  +',
  'with markup': "\"><b title='x'>&amp;&#43;</b>",
  'with upper and lower case': 'AbCdEfÆ'.slice(0, 6),
  'that looks like a number': '0012.500e3',
  'that is 0': '0',
  'with spaces at its ends': ' state ',
  'of 2000 characters': 'state-'.repeat(400).slice(0, 2000),
  'of 512 characters': printable.repeat(6).slice(0, 510).replace(/^ /, 'x').concat('zz'),
}

/** Pages hand the request on from one to the next, and each may change it. */
const throughLogin: Probe = {
  what: 'state of every printable ASCII character, through the login page',
  changes: { state: states['of every printable ASCII character'] },
  options: { browser: 'new', visits: true },
}

/** state and nonce. */
export const stateAndNonce: readonly CheckDefinition[] = [
  {
    id: 'A-32',
    title: 'state comes back as it was sent, character by character',
    spec: 'RFC 6749 4.1.2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const modes = ['form_post', 'fragment'] as const
      const probes = Object.entries(states).flatMap(([what, state]) =>
        modes.map((mode) => ({ what: `state ${what}, ${mode}`, changes: { state, response_mode: mode } })),
      )
      const probed = await sendAll(context, context.target.lab ? [...probes, throughLogin] : probes)
      const problems = probed.flatMap(({ what, attempt }) => {
        const { request, arrival } = attempt
        const refusal = refusalOf(attempt)
        if (refusal !== undefined) return [`${what}: ${refusal}`]
        const back = arrival.kind === 'callback' ? arrival.fields.filter(([name]) => name === 'state') : []
        const difference = differenceOf(
          request.get('state') ?? '',
          back.map(([, value]) => value),
        )
        return difference === undefined ? [] : [`${what}: ${difference}`]
      })
      return judgeProblems(problems, 'the same characters', 'Send state back as it came, decoded and encoded once.')
    },
  },
  {
    id: 'A-33',
    title: 'Where no state was sent, none comes back',
    spec: 'RFC 6749 4.1.2',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const probed = await sendAll(
        context,
        ['form_post', 'fragment'].map((mode) => ({
          what: `no state, ${mode}`,
          changes: { state: undefined, response_mode: mode },
        })),
      )
      const problems = probed.flatMap(({ what, attempt }) => {
        const { arrival } = attempt
        const refusal = refusalOf(attempt)
        if (refusal !== undefined) return [`${what}: ${refusal}`]
        return arrival.kind === 'callback' && fieldOf(arrival, 'state') !== undefined
          ? [`${what}: a state comes back`]
          : []
      })
      return judgeProblems(problems, 'a code, and no state', 'Send state where the request has one, and only there.')
    },
  },
  {
    id: 'A-34',
    title: 'A nonce that has been used is refused',
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      if (!context.environment) return inapplicable("It is MobilePay's own rule.")
      const nonce = (await plainAnswer(context)).request.get('nonce')
      const again = { what: 'nonce used before', changes: { nonce } }
      const probes: readonly Probe[] = [
        again,
        ...everyWay(again).filter(({ changes }) => changes?.prompt !== 'login'),
        {
          what: 'nonce used before, in a session of its own',
          changes: { nonce },
          options: { browser: 'new', visits: true },
        },
      ]
      const soon = await sendWrong(context, probes)
      const late = { what: 'nonce used an hour ago', changes: { nonce } }
      if (context.target.lab) await context.flow.pass(anHour)
      const later = context.target.lab ? await sendAll(context, [late]) : []
      return judgeRefusals(context, [...soon, ...later], {
        expected: 'a refusal',
        remedy: 'Remember the nonces for which a code was issued, and refuse them.',
      })
    },
  },
  {
    id: 'A-35',
    title: 'A nonce of 64 characters is taken, and one of thousands does no harm',
    spec: 'OIDCC 15.5.2',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const probe = (length: number) => {
        const nonce = randomText().padEnd(length, '~').slice(0, length)
        return { what: `nonce of ${length}`, changes: { nonce } }
      }
      const right = await sendAll(context, [...(context.environment ? [64, 300] : [64]).map(probe), punctuated()])
      const long = await sendAll(context, [301, 1000, 5000].map(probe))
      const refused = right.flatMap(({ what, attempt }) => {
        const problem = refusalOf(attempt) ?? echoProblem(attempt)
        return problem === undefined ? [] : [`${what}: ${problem}`]
      })
      const harmed = long.flatMap(({ what, attempt }) => {
        const crash = crashOf(attempt)
        if (crash !== undefined) return [`${what}: ${crash}`]
        return context.environment && refusalOf(attempt) === undefined ? [`${what}: taken`] : []
      })
      return judgeProblems(
        [...refused, ...harmed],
        context.environment ? '64 and 300 taken, more refused' : '64 taken, more not answered with a server error',
        'Take a nonce of usual length, and refuse one that is too long with invalid_request.',
      )
    },
  },
]

/** Every character that is printable, and none that is a space at an end. */
function punctuated() {
  return { what: 'nonce of printable characters', changes: { nonce: `${randomText()}${printable}~` } }
}

/** What the ID token in front makes of the nonce (OIDCC 3.1.3.7(11)); one that can't be read is for I-01 to find. */
function echoProblem({ request, arrival }: Attempt): string | undefined {
  const token = arrival.kind === 'callback' ? fieldOf(arrival, 'id_token') : undefined
  const { claims, problems } = inspectJwt(token ?? '')
  return problems.length > 0 ? undefined : nonceProblems(claims, request.get('nonce') ?? '')[0]
}

/** Where a state came back otherwise; the values themselves stay out of reports. */
function differenceOf(sent: string, back: readonly string[]): string | undefined {
  const [only, ...more] = back
  if (only === undefined) return 'none came back'
  if (more.length > 0) return `came back ${back.length} times`
  if (only === sent) return undefined
  const at = Array.from(sent).findIndex((character, index) => only[index] !== character)
  const lengths = sent.length === only.length ? '' : `, ${only.length} characters for ${sent.length}`
  return `came back otherwise from character ${(at < 0 ? sent.length : at) + 1} on${lengths}`
}
