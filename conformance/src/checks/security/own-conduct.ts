import { trafficLimits } from '../../subjects/traffic-meter.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems, untested } from '../outcome.ts'
import { asFarAsPossible } from './as-far-as-possible.ts'
import { canariesOf } from './canaries.ts'
import { findCanaries } from './find-canaries.ts'

/** Milliseconds by which timers are off. */
const tolerance = 20

/** S-21, S-22: what the suite itself does. */
export const ownConduct: readonly CheckDefinition[] = [
  {
    id: 'S-21',
    title: 'The suite asks hosts of others slowly, seldom and for little',
    spec: 'MP docs, rate limits; conduct of this suite',
    level: 'MUST',
    sandbox: 'unattended',
    async run({ target: { send } }) {
      const { traffic } = send
      if (!traffic) return untested('Nobody meters what this subject is sent.')
      const { requests, shortestIntervalMs = Number.POSITIVE_INFINITY, largestBytes } = traffic
      const { intervalMs, requests: most, bytes } = trafficLimits
      const problems = [
        ...(shortestIntervalMs + tolerance >= intervalMs
          ? []
          : [`${Math.round(shortestIntervalMs)} ms between two requests`]),
        ...(requests <= most ? [] : [`${requests} requests`]),
        ...(largestBytes <= bytes ? [] : [`a request of ${largestBytes} bytes`]),
      ]
      const expected = `to hosts of others ${intervalMs} ms between requests, at most ${most} of them, ${bytes} bytes each`
      const remedy = 'Send through guardedSend, which paces requests and ends a run that sends too many.'
      if (problems.length > 0) return judgeProblems(problems, expected, remedy)
      const actual = requests === 0 ? 'nothing was sent to hosts of others' : `${requests} requests, within the limits`
      return { kind: 'pass', expected, actual }
    },
  },
  {
    id: 'S-22',
    title: 'Results and evidence hold no secret, code, token, cookie, VAT number or e-mail address',
    spec: 'RFC 9700 4.2; GDPR Article 5; conduct of this suite',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      if (context.target.login) await asFarAsPossible(context, context.flow.redeemed())
      else await context.discoveryResponse()
      const found = findCanaries(context.artefacts(), canariesOf(context.target, context.seen()))
      return judgeProblems(
        found,
        'nothing that was sent or received as a secret is in what reports will hold',
        'Redact it where it is taken into the evidence, and let no check name it in what it found.',
      )
    },
  },
]
