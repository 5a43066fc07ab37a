import { ProviderFlow } from '../../src/flow/provider-flow.ts'
import type { Target } from '../../src/subjects/target.ts'

/** A refresh token as somebody holds it who has been through the login at another time. */
export async function obtain(target: Target): Promise<{ readonly refreshToken: string }> {
  const document = JSON.parse(
    new TextDecoder().decode((await target.send({ method: 'GET', url: target.discoveryUrl })).body),
  )
  const flow = new ProviderFlow({
    target,
    send: target.send,
    record: () => {},
    endpoint: async (member) => document[member],
    isProvider: () => true,
    signedIn: { browser: undefined },
    once: (_name, experiment) => experiment(flow),
  })
  const { tokens } = await flow.happyAnew()
  if (tokens.refreshToken === undefined) throw new Error('The mock gave no refresh token.')
  return { refreshToken: tokens.refreshToken }
}
