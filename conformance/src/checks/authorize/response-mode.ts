import { fieldOf } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import { judge } from '../outcome.ts'
import { judgeRefusals, mustRefuse } from './must-refuse.ts'
import { isTaken, plainAnswer, refusalOf, sendAll, takesPost } from './probe.ts'

/** how the answer travels. */
export const responseMode: readonly CheckDefinition[] = [
  {
    id: 'A-29',
    title: 'response_mode=fragment, and none, are answered in the fragment',
    spec: 'OAuth-MRT 2.1; MP docs',
    level: 'MAY',
    sandbox: 'human-login',
    async run(context) {
      const { arrival: plain } = await plainAnswer(context)
      const names = ['code', 'id_token', 'state'].filter((name) => fieldOf(plain, name) !== undefined)
      const changes = { response_mode: undefined }
      const options = { method: 'POST' } as const
      const probed = await sendAll(context, [
        { what: 'response_mode=fragment', changes: { response_mode: 'fragment' } },
        { what: 'no response_mode', changes },
        { what: 'response_mode empty', changes: { response_mode: '' } },
        ...((await takesPost(context)) ? [{ what: 'no response_mode, by POST', changes, options }] : []),
      ])
      const problems = probed.flatMap(({ what, attempt }) => {
        const { arrival } = attempt
        const refusal = refusalOf(attempt)
        if (refusal !== undefined || arrival.kind !== 'callback') return [`${what}: ${refusal}`]
        if (arrival.where !== 'fragment') return [`${what}: answered in the ${arrival.where}`]
        const missing = names.filter((name) => fieldOf(arrival, name) === undefined)
        return missing.map((name) => `${what}: ${name} is missing`)
      })
      const leaks = probed.some(({ attempt: { arrival } }) => arrival.kind === 'callback' && arrival.where === 'query')
      return judge(problems.length === 0, {
        expected: 'code, id_token and state in the fragment',
        actual: problems.length === 0 ? 'code, id_token and state in the fragment' : problems,
        remedy: 'Answer in the fragment, the default of this response_type.',
        severity: leaks ? 'fail' : 'warn',
      })
    },
  },
  {
    id: 'A-30',
    title: 'response_mode=query is refused for code id_token',
    spec: 'OAuth-MRT 5',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const probed = await sendAll(context, [
        { what: 'response_mode=query', changes: { response_mode: 'query' } },
        { what: 'response_mode=query by POST', changes: { response_mode: 'query' }, options: { method: 'POST' } },
      ])
      const leak = probed.find(
        ({ attempt }) => isTaken(attempt) && attempt.arrival.kind === 'callback' && attempt.arrival.where === 'query',
      )
      const advice = {
        expected: 'a refusal, and nothing in the query',
        remedy: 'Refuse response_mode=query where a token comes through the browser: addresses leak.',
      }
      if (leak) return judge(false, { ...advice, actual: `${leak.what}: code and id_token in the query` })
      return judgeRefusals(context, probed, advice)
    },
  },
  mustRefuse({
    id: 'A-31',
    title: 'An unknown response_mode is refused',
    spec: 'OAuth-MRT 2.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    probes: () =>
      ['unknown', 'FORM_POST', 'form_post fragment', 'fragment.jwt'].map((mode) => ({
        what: `response_mode=${mode}`,
        changes: { response_mode: mode },
      })),
    expected: 'a refusal',
    remedy: 'Refuse a response_mode that you do not support.',
  }),
]
