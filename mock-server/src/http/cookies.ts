import type { Exchange } from './exchange.ts'
import type { HeaderList } from './reply.ts'

/** Cookies ignore ports, so their names say which mock's they are. */
function cookieName({ world }: Exchange, name: string): string {
  return `mobilepay-mock.${world.id}.${name}`
}

export function readCookie(exchange: Exchange, name: string): string | undefined {
  const prefix = `${cookieName(exchange, name)}=`
  const found = exchange.headers.cookie?.split('; ').find((cookie) => cookie.startsWith(prefix))
  return found?.slice(prefix.length) || undefined
}

/** A cookie for this site's own paths, out of reach for scripts. An undefined value takes it back. */
export function setCookie(exchange: Exchange, name: string, value: string | undefined): HeaderList {
  const attributes = [
    `${cookieName(exchange, name)}=${value ?? ''}`,
    `Path=${exchange.base || '/'}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(exchange.secure ? ['Secure'] : []),
    ...(value === undefined ? ['Max-Age=0'] : []),
  ]
  return [['Set-Cookie', attributes.join('; ')]]
}
