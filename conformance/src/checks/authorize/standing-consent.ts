import { describeArrival } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { isTaken, plainAnswer } from './probe.ts'

/** what a standing consent spares the merchant, and what it does not. */
export const standingConsent: CheckDefinition = {
  id: 'A-54',
  title: 'A standing consent spares the merchant the consent page, for the client and the scopes that it covers',
  spec: 'MP docs; OIDCC 3.1.2.4',
  level: 'MAY',
  sandbox: 'human-login',
  async run(context) {
    await plainAnswer(context)
    const uncovered = context.target.lab ? await takenWithoutConsent(context) : []
    if (uncovered.length > 0) {
      const remedy = 'Ask for consent wherever the one that stands does not cover client and scopes.'
      return { ...judgeProblems(uncovered, 'a consent page where nobody has consented', remedy), severity: 'fail' }
    }
    const problem = await problemOfCovered(context)
    return judge(problem === undefined, {
      expected: 'a code, and no consent page',
      actual: problem ?? 'a code, and no consent page',
      remedy: 'Remember a consent, and do not ask again for what it covers.',
      severity: context.environment ? 'warn' : 'info',
    })
  },
}

/** What a request comes to that asks for no more than the user has consented to. */
async function problemOfCovered({ flow, target }: CheckContext): Promise<string | undefined> {
  const { scopes } = flow.login()
  const other = [scopes.toReversed(), scopes.filter((scope) => scope !== 'offline_access')]
  const requests: readonly Changes[] = [
    { prompt: undefined },
    ...(target.lab ? other.map((some) => ({ scope: some.join(' ') })) : []),
  ]
  for (const changes of requests) {
    const attempt = await flow.attempt(changes, { visits: false })
    const shown = pagesShown(attempt).filter(({ purpose }) => purpose === 'consent' || purpose === 'merchant')
    if (shown.length > 0) return 'a consent page in spite of a standing consent'
    if (!isTaken(attempt)) return describeArrival(attempt)
  }
  return undefined
}

/** The signed-in user and a client that is new to that user: each request here needs a consent of its own. */
async function takenWithoutConsent({ flow }: CheckContext): Promise<readonly string[]> {
  const login = await flow.lab().registerClient(flow.login(), { clientId: 'new-client', clientSecret: 'new-secret' })
  const silently = async (what: string) => {
    const attempt = await flow.attempt({}, { login, visits: false })
    return isTaken(attempt) ? [`${what}: a code without a consent page`] : []
  }
  const toAnother = await silently('after a consent to another client')
  await flow.attempt({}, { login, decision: 'deny' })
  const refused = await silently('after a no')
  await flow.attempt({ scope: login.scopes.filter((scope) => scope !== 'offline_access').join(' ') }, { login })
  return [...toAnother, ...refused, ...(await silently('after a consent to fewer scopes'))]
}
