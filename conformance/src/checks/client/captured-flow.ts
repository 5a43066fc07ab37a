import type { ClientExchange } from '../../subjects/client-exchange.ts'
import { listenIn, type RawTokenRequest } from '../../subjects/wiretap.ts'
import { OutcomeSignal } from '../outcome.ts'
import type { ClientCheckContext } from './client-check.ts'

/**
 * A consent, a call, a refresh and a call, and all that was seen of them. Where the provider has refused the authorization
 * request there is that request alone, and what is wrong with it can still be told.
 */
export interface CapturedFlow {
  /** Whether the consent came back to the client. */
  readonly cameBack: boolean
  /** Of the authorization request, in order. */
  readonly parameters: readonly (readonly [string, string])[]
  readonly tokenRequests: readonly RawTokenRequest[]
  readonly requests: readonly ClientExchange[]
  readonly settings: { readonly scopes: readonly string[]; readonly redirectUri: string; readonly clientSecret: string }
}

/** Made once a run; what the client can't do is left out. */
export async function capturedFlow(context: ClientCheckContext): Promise<CapturedFlow> {
  const flow = await context.once('captured flow', async () => {
    const scene = await context.ready()
    const tap = listenIn(scene.world)
    const begun = await scene.begin()
    if ('outcome' in begun) throw new Error('The client refused to start a consent.')
    const { started, arrival, cookies } = begun
    const cameBack = arrival.kind === 'callback'
    if (cameBack) {
      await scene.deliver(arrival, cookies)
      await scene.call()
      await scene.refresh()
      await scene.call()
    }
    return {
      cameBack,
      parameters: [...new URL(started.url).searchParams],
      tokenRequests: tap.tokenRequests,
      requests: scene.requests(),
      settings: scene.settings,
    }
  })
  context.show(flow.requests)
  return flow
}

/** The flow, of a provider that has not refused it. @throws OutcomeSignal inconclusive, where it has */
export async function completeFlow(context: ClientCheckContext): Promise<CapturedFlow> {
  const flow = await capturedFlow(context)
  return flow.cameBack ? flow : endWithoutFlow()
}

/** What was seen is right, but the rest was not seen. */
export function endWithoutFlow(): never {
  const reason = 'The provider refused the authorization request, so that no token request was seen.'
  throw new OutcomeSignal({ kind: 'inconclusive', reason })
}

export function valuesOf({ parameters }: Pick<CapturedFlow, 'parameters'>, name: string): readonly string[] {
  return parameters.filter(([candidate]) => candidate === name).map(([, value]) => value)
}
