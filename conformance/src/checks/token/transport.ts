import type { Flow } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { issued } from './exchanged.ts'
import { byMethod, codeInQuery, credentialsInQuery, inJson, otherForms } from './other-ways.ts'
import { ask, judgeRefusals, type Probe, unlessBusy } from './probe.ts'
import { repeatedParameters, repeatedWithGoodCode, repeatedWithGoodRefreshToken } from './repeated-probes.ts'

const spec = 'RFC 6749 3.2'

/** T-35 to T-39: a token request is one form in the body of a POST, in which no parameter comes twice. */
export const transport: readonly CheckDefinition[] = [
  {
    id: 'T-35',
    title: 'GET at the token endpoint is refused',
    spec,
    level: 'MUST',
    sandbox: 'unattended',
    run: ({ flow }) => judgeUnread(flow, byMethod, 'Answer 405, or 400 invalid_request, to anything but POST.'),
  },
  {
    id: 'T-36',
    title: 'A body of JSON, or of another form than application/x-www-form-urlencoded, is refused',
    spec: `${spec}, B`,
    level: 'MUST',
    sandbox: 'unattended',
    run: ({ flow }) =>
      judgeUnread(
        flow,
        [...inJson, ...otherForms],
        'Take application/x-www-form-urlencoded alone: 400 invalid_request or 415 to the rest.',
      ),
  },
  {
    id: 'T-37',
    title: 'Credentials in the query are refused',
    spec: 'RFC 6749 2.3.1',
    level: 'MUST',
    sandbox: 'unattended',
    run: ({ flow, target }) =>
      judgeUnread(
        flow,
        [...credentialsInQuery(target.lab !== undefined), ...(target.lab ? [codeInQuery] : [])],
        'Read client_id and client_secret from header or body alone: addresses are written to logs.',
      ),
  },
  {
    id: 'T-38',
    title: 'A parameter that comes twice is refused with invalid_request',
    spec,
    level: 'MUST',
    sandbox: 'unattended',
    run: (context) => {
      const withGood = context.target.lab ? [...repeatedWithGoodCode, ...repeatedWithGoodRefreshToken] : []
      return judgeRefusals(
        context.flow,
        [...repeatedParameters, ...withGood],
        'Refuse a request in which a parameter comes more than once.',
      )
    },
  },
  {
    id: 'T-39',
    title: 'A parameter that nobody knows is ignored',
    spec,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow, target }) {
      await issued(flow)
      const { attempt } = await flow.code()
      // One without a value is as good as left out, whatever its name.
      const unknown = { x_unknown_parameter: 'yes', 'x.unknown[]': '', ...(target.lab && { scope: '' }) }
      const answer = unlessBusy(await flow.redeem(attempt, unknown))
      return judge(isIssued(answer), {
        expected: `tokens, as without the parameters ${Object.keys(unknown).join(', ')}`,
        actual: describeTokenAnswer(answer),
        remedy: 'Ignore parameters that are not recognized, and those without a value.',
      })
    },
  },
]

/** Requests that are not to be read at all: refused, and not for what they say. */
async function judgeUnread(flow: Flow, probes: readonly Probe[], remedy: string) {
  const problems: string[] = []
  for (const probe of probes) {
    const answer = await ask(flow, probe)
    const { status } = answer.response
    const isRefusal = (status >= 400 && status < 500) || status === 501
    const isUnread = answer.error === undefined || probe.errors.includes(answer.error)
    if (!isRefusal || !isUnread || answer.accessToken !== undefined) {
      problems.push(`${probe.what}: ${describeTokenAnswer(answer)}`)
    }
  }
  const expected = probes.map(({ what, errors }) => `${what}: 4xx, with ${errors.join(' or ')} where an error is told`)
  return judgeProblems(problems, expected.join('; '), remedy)
}
