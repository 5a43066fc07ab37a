import type { AnyReply } from '../../drivers/client-driver.ts'
import type { ClientExchange } from '../../subjects/client-exchange.ts'
import { listenIn, type RawTokenRequest } from '../../subjects/wiretap.ts'
import type { ClientCheckContext } from './client-check.ts'

/** A consent, a call, a refresh and a call that went well, and all that was seen of them. */
export interface CapturedFlow {
  /** Of the authorization request, in order. */
  readonly parameters: readonly (readonly [string, string])[]
  readonly tokenRequests: readonly RawTokenRequest[]
  readonly requests: readonly ClientExchange[]
  /** Codes, tokens, verifiers and secrets. */
  readonly secrets: ReadonlySet<string>
  readonly replies: readonly AnyReply[]
  readonly settings: { readonly scopes: readonly string[]; readonly redirectUri: string; readonly clientSecret: string }
}

/** Made once a run; what the client can't do is left out. */
export async function capturedFlow(context: ClientCheckContext): Promise<CapturedFlow> {
  const flow = await context.once('captured flow', async () => {
    const scene = await context.ready()
    const tap = listenIn(scene.world)
    const begun = await scene.begin()
    if ('outcome' in begun || begun.arrival.kind !== 'callback') throw new Error('The consent did not come back.')
    const connected = await scene.deliver(begun.arrival, begun.cookies)
    const replies: AnyReply[] = [
      begun.started,
      connected,
      await scene.call(),
      await scene.refresh(),
      await scene.call(),
    ]
    const front = begun.arrival.fields
      .filter(([name]) => name === 'code' || name === 'id_token')
      .map(([, value]) => value)
    return {
      parameters: [...new URL(begun.started.url).searchParams],
      tokenRequests: tap.tokenRequests,
      requests: scene.requests(),
      secrets: new Set([...tap.secrets, ...front, scene.settings.clientSecret]),
      replies,
      settings: scene.settings,
    }
  })
  context.show(flow.requests)
  return flow
}

export function valuesOf({ parameters }: Pick<CapturedFlow, 'parameters'>, name: string): readonly string[] {
  return parameters.filter(([candidate]) => candidate === name).map(([, value]) => value)
}
