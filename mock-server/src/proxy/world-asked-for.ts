import type { IncomingHttpHeaders } from 'node:http'
import type { World } from '../world/world.ts'
import type { Worlds } from '../world/worlds.ts'
import { type ProxyRefusal, unknownWorld, unreadableCredentials } from './refusals.ts'

/**
 * The world that a client of the proxy asks for: the user name in the proxy's address, which arrives as Basic
 * credentials (RFC 7617); any password will do. @param home where nobody asks for one
 */
export function worldAskedFor(worlds: Worlds, home: World, headers: IncomingHttpHeaders): World | ProxyRefusal {
  const credentials = headers['proxy-authorization']
  if (credentials === undefined) return home
  const encoded = /^basic +([\w+/=-]+) *$/i.exec(credentials)?.[1]
  const [name = ''] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':', 1)
  if (name === '') return unreadableCredentials()
  return worlds.find(name) ?? unknownWorld(name)
}

export function isRefusal(answer: object): answer is ProxyRefusal {
  return 'reason' in answer && 'mend' in answer
}
