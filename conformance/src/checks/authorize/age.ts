import { describeArrival, fieldOf } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { AttemptOptions, Flow } from '../../flow/flow.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems, OutcomeSignal, skip, untested } from '../outcome.ts'
import { mustRefuse } from './must-refuse.ts'
import { isTaken, takesPost } from './probe.ts'

/** how fresh a login has to be. */
export const age: readonly CheckDefinition[] = [
  {
    id: 'A-38',
    title: 'prompt=login asks again who is there, and auth_time is later',
    spec: 'OIDCC 3.1.2.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { environment, flow, target } = context
      const expected = 'the login page, and a later auth_time'
      const fresh = async (what: string, second: Second) =>
        problemsOfFreshLogin(what, await loginThen(flow, second), false)
      const problems = await fresh('prompt=login', { changes: { prompt: 'login' } })
      if (problems.length > 0 || !target.lab) return judgeProblems(problems, expected, 'Log the user in anew.')
      const posted = (await takesPost(context))
        ? await fresh('prompt=login by POST', { changes: { prompt: 'login' }, options: { method: 'POST' } })
        : []
      if (posted.length > 0 || !environment) return judgeProblems(posted, expected, 'Log the user in anew.')
      const chosen = await fresh('prompt=select_account', { changes: { prompt: 'select_account' } })
      const remedy = 'Let the user choose anew for prompt=select_account (OIDCC 3.1.2.1).'
      return { ...judgeProblems(chosen, expected, remedy), severity: 'warn' }
    },
  },
  {
    id: 'A-39',
    title: 'A login older than max_age is made anew, and auth_time says so',
    spec: 'OIDCC 2, 3.1.2.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { flow, target } = context
      const posts = await takesPost(context)
      const seconds: Readonly<Record<string, Second>> = {
        'max_age=1': { changes: { max_age: '1' } },
        'max_age=0': { changes: { max_age: '0' } },
        ...(posts && { 'max_age=1 by POST': { changes: { max_age: '1' }, options: { method: 'POST' } } }),
        ...(target.lab && { 'max_age=1 after another answer': { changes: { max_age: '1' }, between: true } }),
      }
      const problems: string[] = []
      for (const [what, second] of Object.entries(seconds)) {
        problems.push(...problemsOfFreshLogin(what, await loginThen(flow, second), true))
      }
      problems.push(...silentProblems(await loginThen(flow, { changes: { max_age: '1', prompt: 'none' } })))
      return judgeProblems(
        problems,
        'the login page, and auth_time later than before in the ID token',
        'Log the user in anew where the login is older than max_age, and put auth_time into the ID token.',
      )
    },
  },
  {
    id: 'A-40',
    title: 'A login younger than max_age is not made anew',
    spec: 'OIDCC 15.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run({ flow }) {
      const { before, after, attempt, asked } = await loginThen(flow, { changes: { max_age: '10000' } })
      const problems = [
        ...(isTaken(attempt) ? [] : [`max_age=10000: ${describeArrival(attempt)}`]),
        ...(asked ? ['max_age=10000: the login page is shown'] : []),
        ...changesOf(before, after).map((change) => `max_age=10000: auth_time ${change}`),
      ]
      return judgeProblems(problems, 'no login page, and the same auth_time', 'Let a login that is young enough stand.')
    },
  },
  mustRefuse({
    id: 'A-46',
    title: 'A max_age that is no number of seconds is refused',
    spec: 'OIDCC 3.1.2.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    probes: () =>
      ['-1', 'abc', '1.5', '1e3', '0x10', '10 seconds'].map((value) => ({
        what: `max_age=${value}`,
        changes: { max_age: value },
      })),
    codes: ['invalid_request'],
    expected: 'an error page, or invalid_request',
    remedy: 'Refuse a max_age that is no whole number, zero or more.',
  }),
]

/** A stale login is told to the client, or made anew; silently it does not pass. */
function silentProblems({ attempt, asked }: Aged): readonly string[] {
  return isTaken(attempt) && !asked ? ['max_age=1 with prompt=none: a code without a fresh login'] : []
}

interface Aged {
  readonly attempt: Awaited<ReturnType<Flow['attempt']>>
  /** auth_time of the first login, and of the ID token that came after the time had passed. */
  readonly before: unknown
  readonly after: unknown
  /** Whether the login page was shown the second time. */
  readonly asked: boolean
}

/** The request that follows the login. */
interface Second {
  readonly changes: Changes
  readonly options?: AttemptOptions
  /** Whether the session is used just before: that makes the login no younger. */
  readonly between?: boolean
}

/** A login in a profile of its own, three seconds, and another request there. */
async function loginThen(flow: Flow, { changes, options, between }: Second): Promise<Aged> {
  const browser = flow.browser()
  const first = await flow.attempt({}, { browser, visits: true })
  if (!isTaken(first)) {
    const reason = `The login came to ${describeArrival(first)} (A-01).`
    throw new OutcomeSignal(flow.login().password === undefined ? untested(reason) : skip(reason))
  }
  await flow.pass(3)
  if (between) await flow.attempt({}, { browser, visits: true })
  const attempt = await flow.attempt(changes, { ...options, browser, visits: true })
  const asked = pagesShown(attempt).some(({ purpose }) => purpose === 'login')
  return { attempt, before: authTimeOf(first), after: authTimeOf(attempt), asked }
}

function authTimeOf(attempt: Aged['attempt']): unknown {
  const { arrival } = attempt
  if (arrival.kind !== 'callback' || !isTaken(attempt)) return undefined
  const token = fieldOf(arrival, 'id_token')
  if (!token) throw new OutcomeSignal(skip('The callback has no ID token (C-06).'))
  return inspectJwt(token).claims.auth_time
}

function problemsOfFreshLogin(what: string, { attempt, before, after, asked }: Aged, isAgeAsked: boolean) {
  if (!isTaken(attempt)) return [`${what}: ${describeArrival(attempt)}`]
  const page = asked ? [] : [`${what}: no login page is shown`]
  if (typeof after !== 'number') return isAgeAsked ? [...page, `${what}: auth_time is missing`] : page
  const isLater = typeof before !== 'number' || after > before
  return isLater ? page : [...page, `${what}: auth_time is not later than before`]
}

/** How auth_time changed; where it is not there both times others judge that (A-39, I-27). */
function changesOf(before: unknown, after: unknown): readonly string[] {
  if (typeof before !== 'number' || typeof after !== 'number' || before === after) return []
  return [`differs by ${after - before} seconds`]
}
