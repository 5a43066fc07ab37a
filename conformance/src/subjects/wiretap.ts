import type { MockWorld } from '@mobilepay-oidc/mock-server'

type Tap = Parameters<MockWorld['world']['faults']['arm']>[0]

/** A token request as it was sent, secrets and all. Never to be kept: checks say what they found, not what it was. */
export interface RawTokenRequest {
  /** Names and values, in order. */
  readonly parameters: readonly (readonly [string, string])[]
  readonly authorization: string | undefined
  get(name: string): string | undefined
}

/** What a world saw of its client's secrets, which its journal leaves out. */
export interface Wiretap {
  readonly tokenRequests: readonly RawTokenRequest[]
  /** Every code, token and verifier that went either way at the token endpoint. */
  readonly secrets: ReadonlySet<string>
}

const secretMembers = ['access_token', 'refresh_token', 'id_token'] as const
const secretParameters = ['code', 'code_verifier', 'client_secret', 'refresh_token'] as const

/** Listens at the token endpoint of a world. It is a fault that never changes anything. */
export function listenIn(world: MockWorld): Wiretap {
  const tokenRequests: RawTokenRequest[] = []
  const secrets = new Set<string>()
  const tap: Tap = {
    name: 'wiretap',
    group: 'token-endpoint',
    breaks: 'Nothing.',
    spec: '',
    expected: '',
    endpoints: ['token'],
    at: {
      parameters: (value, { exchange }) => {
        const parameters = value.pairs()
        const get = (name: string) => parameters.find(([candidate]) => candidate === name)?.[1]
        tokenRequests.push({ parameters, authorization: exchange.headers.authorization, get })
        for (const name of secretParameters) remember(secrets, get(name))
        return undefined
      },
      'token-response': (value) => {
        for (const name of secretMembers) remember(secrets, value[name])
        return undefined
      },
    },
  }
  world.world.faults.arm(tap, { target: {}, nth: 1, times: 'always', parameters: {} })
  return { tokenRequests, secrets }
}

/** Short values would be found everywhere. */
function remember(secrets: Set<string>, value: unknown): void {
  if (typeof value === 'string' && value.length >= 8) secrets.add(value)
}
