import { describeArrival, errorOf, fieldOf } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { loginRequired } from './client-errors.ts'
import { mustRefuse } from './must-refuse.ts'
import { isTaken, type Probe, plainAnswer, plainRequest, takesPost } from './probe.ts'

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
      const problems = (await loginRequired(context)).flatMap(({ what, attempt }) => {
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
      const { flow, target } = context
      const posts = await takesPost(context)
      const ways: readonly Probe[] = [
        { what: 'prompt=none' },
        ...(target.lab
          ? [{ what: 'prompt=none, response_mode=fragment', changes: { response_mode: 'fragment' } }]
          : []),
        ...(posts ? [{ what: 'prompt=none by POST', options: { method: 'POST' as const } }] : []),
      ]
      const refused: string[] = []
      for (const { what, changes, options } of ways) {
        const attempt = await flow.attempt({ ...changes, prompt: 'none' }, { ...options, visits: false })
        if (!isTaken(attempt)) refused.push(`${what}: ${describeArrival(attempt)}`)
      }
      return judgeProblems(
        refused,
        'a code',
        'Where the user is signed in and has consented, answer prompt=none with a code.',
      )
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
