import type { IncomingHttpHeaders } from 'node:http'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { type ProxyRefusal, unknownWorld, unreadableCredentials } from './refusals.ts'

/**
 * The name of the world that a client of the proxy asks for: the user name in the proxy's address, which arrives as Basic
 * credentials (RFC 7617); any password will do.
 * @returns undefined where it asks for none
 */
function nameAskedFor({ 'proxy-authorization': credentials }: IncomingHttpHeaders): string | undefined | ProxyRefusal {
  if (credentials === undefined) return undefined
  const encoded = /^basic +([\w+/=-]+) *$/i.exec(credentials)?.[1]
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  return text.split(':', 1).join() || unreadableCredentials()
}

/** The world that a client of the proxy asks for. @param home where it asks for none */
export function worldAskedFor(worlds: Worlds, home: World, headers: IncomingHttpHeaders): World | ProxyRefusal {
  const name = nameAskedFor(headers)
  if (typeof name !== 'string') return name ?? home
  return worlds.find(name) ?? unknownWorld(name)
}

/** The same, also where another process that shares the store has created the world. @throws StoreUnavailableError */
export async function lookUpWorldAskedFor(
  worlds: Worlds,
  home: World,
  headers: IncomingHttpHeaders,
): Promise<World | ProxyRefusal> {
  const name = nameAskedFor(headers)
  if (typeof name !== 'string') return name ?? home
  return (await worlds.lookUp(name)) ?? unknownWorld(name)
}

export function isRefusal(answer: object): answer is ProxyRefusal {
  return 'reason' in answer && 'mend' in answer
}
