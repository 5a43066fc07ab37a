import type { InspectedJwt } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, type Outcome } from '../outcome.ts'
import { issued, otherProblems, places } from './issued.ts'

const everyForm = () => true
const isDuplicate = (problem: string) => problem.endsWith(' twice')

/** I-01, I-31, I-35: the form of the tokens, whatever they say. */
export const form: readonly CheckDefinition[] = [
  {
    id: 'I-01',
    title: 'ID tokens are compact JWS: three parts in base64url without padding',
    spec: 'RFC 7515 7.1',
    level: 'MUST',
    sandbox: 'human-login',
    run: (context) =>
      judgeForm(context, 'header.payload.signature, each in base64url, the first two JSON objects', ({ problems }) =>
        problems.filter((problem) => !isDuplicate(problem)),
      ),
  },
  {
    id: 'I-31',
    title: 'No member is there twice in header or payload',
    spec: 'RFC 7519 4; RFC 8725 2.4',
    level: 'MUST',
    sandbox: 'human-login',
    run: (context) => judgeForm(context, 'each member once', ({ problems }) => problems.filter(isDuplicate)),
  },
  {
    id: 'I-35',
    title: 'ID tokens are not encrypted, since the client registered no encryption',
    spec: 'OIDCC 10.2',
    level: 'SHOULD',
    sandbox: 'human-login',
    run: (context) =>
      judgeForm(context, 'a signed token', ({ parts, header }) => [
        ...(parts.length === 5 ? ['has the five parts of an encrypted token'] : []),
        ...('enc' in header ? ['has enc in its header'] : []),
      ]),
  },
]

async function judgeForm(
  context: CheckContext,
  expected: string,
  problemsOf: (token: InspectedJwt) => readonly string[],
): Promise<Outcome> {
  const login = await issued(context)
  const problems = places.flatMap((place) => problemsOf(login[place]).map((problem) => `${place} ID token: ${problem}`))
  for (const place of problems.length > 0 ? [] : places) {
    problems.push(...(await otherProblems(context, place, ({ token }) => problemsOf(token), everyForm)))
  }
  return judgeProblems(
    problems,
    expected,
    'Write ID tokens as RFC 7515 and RFC 7519 say: clients refuse anything else.',
  )
}
