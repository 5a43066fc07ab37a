import { describeArrival, fieldOf } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems, OutcomeSignal, skip, untested } from '../outcome.ts'
import { mustRefuse } from './must-refuse.ts'
import { isTaken } from './probe.ts'

/** how fresh a login has to be. */
export const age: readonly CheckDefinition[] = [
  {
    id: 'A-38',
    title: 'prompt=login asks again who is there, and auth_time is later',
    spec: 'OIDCC 3.1.2.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run({ environment, flow, target }) {
      const remedy = 'Let the user choose anew for prompt=select_account (OIDCC 3.1.2.1).'
      const problems = problemsOfFreshLogin('prompt=login', await loginThen(flow, { prompt: 'login' }), false)
      if (problems.length === 0 && environment && target.lab) {
        const chosen = problemsOfFreshLogin('prompt=select_account', await loginThen(flow, selectAccount), false)
        if (chosen.length > 0)
          return { ...judgeProblems(chosen, 'a page that asks who it is', remedy), severity: 'warn' }
      }
      return judgeProblems(problems, 'the login page, and a later auth_time', 'Log the user in anew for prompt=login.')
    },
  },
  {
    id: 'A-39',
    title: 'A login older than max_age is made anew, and auth_time says so',
    spec: 'OIDCC 2, 3.1.2.1',
    level: 'MUST',
    sandbox: 'human-login',
    async run({ flow }) {
      const aged = await loginThen(flow, { max_age: '1' })
      const problems = [
        ...problemsOfFreshLogin('max_age=1', aged, true),
        ...problemsOfFreshLogin('max_age=0', await loginThen(flow, { max_age: '0' }), true),
        ...silentProblems(await loginThen(flow, { max_age: '1', prompt: 'none' })),
      ]
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
      const { before, after, attempt, asked } = await loginThen(flow, { max_age: '10000' })
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

const selectAccount = { prompt: 'select_account' }

interface Aged {
  readonly attempt: Awaited<ReturnType<Flow['attempt']>>
  /** auth_time of the first login, and of the ID token that came after the time had passed. */
  readonly before: unknown
  readonly after: unknown
  /** Whether the login page was shown the second time. */
  readonly asked: boolean
}

/** A login in a profile of its own, three seconds, and another request there. */
async function loginThen(flow: Flow, changes: Changes): Promise<Aged> {
  const browser = flow.browser()
  const first = await flow.attempt({}, { browser, visits: true })
  if (!isTaken(first)) {
    const reason = `The login came to ${describeArrival(first)} (A-01).`
    throw new OutcomeSignal(flow.login().password === undefined ? untested(reason) : skip(reason))
  }
  await flow.pass(3)
  const attempt = await flow.attempt(changes, { browser, visits: true })
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
