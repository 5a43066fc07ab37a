import type { Flow, Redemption } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import { OutcomeSignal, skip } from '../outcome.ts'
import { unlessBusy } from './probe.ts'

/** The redemption that everybody looks at, whatever the answer. */
export async function exchanged(flow: Flow): Promise<Redemption> {
  const redemption = await flow.redeemed()
  unlessBusy(redemption.tokens)
  return redemption
}

/** The same, where it brought tokens; T-01 says so where it did not. */
export async function issued(flow: Flow): Promise<Redemption & { readonly accessToken: string }> {
  const redemption = await exchanged(flow)
  const { tokens } = redemption
  if (isIssued(tokens)) return { ...redemption, accessToken: tokens.accessToken }
  throw new OutcomeSignal(skip(`No tokens were issued: ${describeTokenAnswer(tokens)} (T-01, T-05).`))
}

/** A redemption after a request without `offline_access`; made once a run. */
export function exchangedWithoutOfflineAccess(flow: Flow): Promise<Redemption> {
  return flow.once('redeemed without offline_access', async (own) => {
    const scope = own.login().scopes.filter((name) => name !== 'offline_access')
    const { attempt, callback, code } = await own.code({ scope: scope.join(' ') })
    return { attempt, callback, code, tokens: unlessBusy(await own.redeem(attempt)) }
  })
}
