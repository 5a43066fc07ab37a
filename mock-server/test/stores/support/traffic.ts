import type { MockEnvironment } from '../../../src/index.ts'
import { flowIn, postToken } from '../../support/auto-flow.ts'

const client = { client_id: 'integrator', client_secret: 'integrator-secret' }

/** What a client was told, and holds its provider to. */
export interface Told {
  /** Codes that were redeemed. */
  readonly spent: ((where: MockEnvironment) => Promise<Response>)[]
  /** Refresh tokens that were changed for others. */
  readonly used: string[]
  /** The newest refresh tokens; with each, the one before where its exchange was under way at the end. */
  readonly held: string[]
}

/** Flow after flow, several at once, until the provider is gone. */
async function trafficUntilGone(place: () => MockEnvironment, atOnce = 4): Promise<Told> {
  const told: Told = { spent: [], used: [], held: [] }
  await Promise.all(Array.from({ length: atOnce }, () => flowsUntilGone(place, told)))
  return told
}

/** The same; `busy` tells when the provider has been asked so many times. */
export function busyTraffic(
  place: () => MockEnvironment,
  asks: number,
): { busy: Promise<void>; traffic: Promise<Told> } {
  const { promise: busy, resolve } = Promise.withResolvers<void>()
  let asked = 0
  const traffic = trafficUntilGone(() => {
    asked += 1
    if (asked === asks) resolve()
    return place()
  })
  return { busy, traffic }
}

async function flowsUntilGone(place: () => MockEnvironment, told: Told): Promise<void> {
  try {
    for (;;) {
      const { redeem } = await flowIn(place(), { redeem: false })
      const { refresh_token: first = '' } = await tokensOf(await redeem(place()))
      told.spent.push(redeem)
      told.held.push(first)
      // From here on nobody knows whether it is used already.
      told.held.splice(told.held.indexOf(first), 1)
      const { refresh_token: second = '' } = await tokensOf(await refresh(place(), first))
      told.used.push(first)
      told.held.push(second)
    }
  } catch {
    // The provider was killed.
  }
}

export async function refresh(place: MockEnvironment, token: string): Promise<Response> {
  return postToken(place, { ...client, grant_type: 'refresh_token', refresh_token: token })
}

export async function tokensOf(answer: Response): Promise<Record<string, string>> {
  const body = (await answer.json()) as Record<string, string>
  if (answer.status !== 200 || !body.refresh_token) throw new Error(`${answer.status} ${JSON.stringify(body)}`)
  return body
}
