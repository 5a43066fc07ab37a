import type { Flow } from '../../flow/flow.ts'
import { isIssued } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { Outcome } from '../outcome.ts'
import { byBasic, inOrder, judgeRefused, spentCode } from './spent-code.ts'

const spec = 'RFC 6749 4.1.2'

/** T-23, T-24: a code is good once, whichever way and whenever it comes again. */
export const replays: readonly CheckDefinition[] = [
  {
    id: 'T-23',
    title: 'A code that was redeemed is refused with invalid_grant',
    spec,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow, target }) {
      const attempt = await spentCode(flow)
      const again = async () => judgeRefused('a code for the second time', await flow.redeem(attempt))
      const otherwise = async () =>
        judgeRefused('a redeemed code, now by HTTP Basic', await flow.redeem(attempt, {}, byBasic), ['invalid_client'])
      return target.lab ? afterBasic(flow, await inOrder(again, otherwise)) : again()
    },
  },
  {
    id: 'T-24',
    title: 'A code that was redeemed is refused half a minute later too',
    spec,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow, target }) {
      const attempt = await spentCode(flow)
      const after = (pause: number, seconds: number) => async () => {
        await flow.pass(pause)
        return judgeRefused(`a code for the second time, ${seconds} seconds later`, await flow.redeem(attempt))
      }
      // Within the five minutes that MobilePay's codes live: after them the code would be refused for its age.
      return target.lab ? inOrder(after(31, 31), after(120, 151), after(120, 271)) : after(31, 31)()
    },
  },
]

/** The same of a code that was redeemed by HTTP Basic. @param byPost what was found so far; stays where Basic is not known */
async function afterBasic(flow: Flow, byPost: Outcome): Promise<Outcome> {
  const { attempt } = await flow.code()
  if (byPost.kind !== 'pass' || !isIssued(await flow.redeem(attempt, {}, byBasic))) return byPost
  const what = 'a code that was redeemed by HTTP Basic'
  return inOrder(
    async () => judgeRefused(what, await flow.redeem(attempt, {}, byBasic)),
    async () => judgeRefused(`${what}, now by POST`, await flow.redeem(attempt)),
  )
}
