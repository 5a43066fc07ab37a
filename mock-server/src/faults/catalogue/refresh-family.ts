import type { Exchange } from '../../http/exchange.ts'
import { Parameters } from '../../http/parameters.ts'
import { json, noStore, type Reply } from '../../http/reply.ts'
import type { Fault } from '../fault.ts'
import { tokenEndpoint } from './on-tokens.ts'

/** Families of tokens by a number, and `dead NUMBER` for those that have ended. */
type Families = Map<string, unknown>

async function presentedToken({ world, body }: Exchange): Promise<string | undefined> {
  const form = new URLSearchParams((await body()).toString('utf8'))
  const parameters = new Parameters(form, world.settings.generation)
  return parameters.get('grant_type') === 'refresh_token' ? parameters.get('refresh_token') : undefined
}

function familyOf(families: Families, token: string): number {
  const known = families.get(token)
  if (known !== undefined) return Number(known)
  const family = Number(families.get('families') ?? 0) + 1
  families.set('families', family)
  families.set(token, family)
  return family
}

function newToken({ status, body }: Reply): string | undefined {
  if (status !== 200) return undefined
  const { refresh_token: token } = JSON.parse(body) as { readonly refresh_token?: unknown }
  return typeof token === 'string' ? token : undefined
}

/** Refuses what descends from a replayed token; without a replay everything goes its way. */
export const refreshFamilyFaults: readonly Fault[] = [
  {
    name: 'refresh-replay-ends-family',
    group: 'refresh',
    breaks: 'When a used refresh token is sent again, all that came from it are refused as well.',
    spec: 'RFC 9700 4.14.2',
    expected: 'The client never sends a used refresh token; when its newest is refused it asks for consent.',
    endpoints: tokenEndpoint,
    at: {
      handle:
        (handle, { memory }) =>
        async (exchange) => {
          const presented = await presentedToken(exchange)
          if (presented === undefined) return handle(exchange)
          const family = familyOf(memory, presented)
          if (memory.has(`dead ${family}`)) return json(400, { error: 'invalid_grant' }, noStore)
          const reply = await handle(exchange)
          const next = newToken(reply)
          if (next !== undefined) memory.set(next, family)
          else if (reply.body.includes('invalid_grant')) memory.set(`dead ${family}`, true)
          return reply
        },
    },
  },
]
