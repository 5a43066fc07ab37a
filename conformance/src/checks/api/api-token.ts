import type { HappyFlow } from '../../flow/flow.ts'
import type { CheckContext } from '../check-context.ts'

/** Seconds for which a token must still be good to be worth a call. */
const margin = 30

/** Tokens of a flow that went well: those that everybody looks at, or new ones where these have grown old. */
export async function freshTokens({ flow, target }: CheckContext): Promise<HappyFlow> {
  const happy = await flow.happy()
  const { iat } = happy.back.claims
  const lifetime = Number(happy.tokens.body.expires_in)
  const now = (target.lab ? await target.lab.now() : Date.now()) / 1000
  return typeof iat === 'number' && iat + lifetime > now + margin ? happy : flow.happyAnew()
}
