import type { Redemption } from '../../flow/flow.ts'
import type { CheckContext } from '../check-context.ts'
import { unlessBusy } from './probe.ts'

/** A redemption after a consent to less than was requested. */
export interface PartlyGranted {
  readonly declined: string
  readonly redemption: Redemption
}

/** The user declines one scope; made once a run. Undefined where the document names no scope that could be declined. */
export async function partlyGranted(context: CheckContext): Promise<PartlyGranted | undefined> {
  const { flow } = context
  const { scopes } = flow.login()
  const { scopes_supported: supported } = await context.document()
  const declined = [supported].flat().find((scope) => typeof scope === 'string' && !scopes.includes(scope))
  if (typeof declined !== 'string') return undefined
  const changes = { scope: [...scopes, declined].join(' '), prompt: 'consent' }
  const redemption = await flow.once('redeemed with less than requested', async (own) => {
    const options = { browser: own.browser(), visits: true, declined: [declined] }
    const { attempt, callback, code } = await own.code(changes, options)
    return { attempt, callback, code, tokens: unlessBusy(await own.redeem(attempt)) }
  })
  return { declined, redemption }
}
