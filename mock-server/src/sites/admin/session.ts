import type { User } from '@mobilepay-oidc/fixtures'
import { readCookie, setCookie } from '../../http/cookies.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { HeaderList } from '../../http/reply.ts'
import type { Session } from '../../world/sessions.ts'

const cookie = 'session'

export interface Login {
  readonly session: Session
  readonly user: User
}

/** Who is signed in at this site, if anybody active is. */
export function currentLogin(exchange: Exchange): Login | undefined {
  const session = exchange.world.sessions.find(readCookie(exchange, cookie))
  const user = exchange.world.findActiveUser(session?.sub)
  return session && user ? { session, user } : undefined
}

/** Signs a user in, in place of whoever was signed in before. */
export function signIn(exchange: Exchange, user: User, freshFor?: string): { login: Login; headers: HeaderList } {
  signOut(exchange)
  const session = exchange.world.sessions.start(user.sub, freshFor)
  return { login: { session, user }, headers: setCookie(exchange, cookie, session.id) }
}

export function signOut(exchange: Exchange): HeaderList {
  const id = readCookie(exchange, cookie)
  if (id !== undefined) exchange.world.sessions.end(id)
  return setCookie(exchange, cookie, undefined)
}
