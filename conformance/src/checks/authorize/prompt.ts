import { describeArrival, errorOf, fieldOf } from '../../flow/arrival.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { loginRequired } from './client-errors.ts'
import { mustRefuse } from './must-refuse.ts'
import { isTaken, plainAnswer, plainRequest } from './probe.ts'

const silentErrors = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required']

/** prompt=none. */
export const promptNone: readonly CheckDefinition[] = [
  {
    id: 'A-36',
    title: 'prompt=none without a session is answered to the client with login_required or its like',
    spec: 'OIDCC 3.1.2.6',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      await plainRequest(context)
      const problems = (await loginRequired(context.flow)).flatMap(({ what, attempt }) => {
        const { arrival } = attempt
        const error = errorOf(attempt)
        if (arrival.kind !== 'callback') return [`${what}: ${describeArrival(attempt)}`]
        if (fieldOf(arrival, 'code') !== undefined) return [`${what}: a code is issued`]
        if (error !== undefined && silentErrors.includes(error)) return []
        return [`${what}: error ${error === undefined ? 'is missing' : /^[a-z_]+$/.test(error) ? error : 'is none'}`]
      })
      return judgeProblems(
        problems,
        `the client is told ${silentErrors.join(', ')}`,
        'Answer prompt=none to the client at once, without a page.',
      )
    },
  },
  {
    id: 'A-37',
    title: 'prompt=none with session and consent is answered with a code, without a page',
    spec: 'OIDCC 3.1.2.1',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      await plainAnswer(context)
      const attempt = await context.flow.attempt({ prompt: 'none' }, { visits: false })
      return judge(isTaken(attempt), {
        expected: 'a code',
        actual: `prompt=none: ${describeArrival(attempt)}`,
        remedy: 'Where the user is signed in and has consented, answer prompt=none with a code.',
      })
    },
  },
  mustRefuse({
    id: 'A-45',
    title: 'prompt=none beside another value is refused',
    spec: 'OIDCC 3.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: () =>
      ['none login', 'login none', 'none consent', 'none select_account', 'consent login none'].map((prompt) => ({
        what: `prompt=${prompt}`,
        changes: { prompt },
      })),
    expected: 'a refusal',
    remedy: 'Refuse prompt=none with any other value: it asks for a page and for none.',
  }),
]

/** what a standing consent spares the merchant. */
export const standingConsent: CheckDefinition = {
  id: 'A-54',
  title: 'A standing consent spares the merchant the consent page',
  spec: 'MP docs',
  level: 'MAY',
  sandbox: 'human-login',
  async run(context) {
    await plainAnswer(context)
    const attempt = await context.flow.attempt({ prompt: undefined }, { visits: false })
    const shown = pagesShown(attempt).filter(({ purpose }) => purpose === 'consent' || purpose === 'merchant')
    return judge(isTaken(attempt) && shown.length === 0, {
      expected: 'a code, and no consent page',
      actual: shown.length > 0 ? 'a consent page in spite of a standing consent' : describeArrival(attempt),
      remedy: 'Remember a consent, and do not ask again for what it covers.',
      severity: context.environment ? 'warn' : 'info',
    })
  },
}
