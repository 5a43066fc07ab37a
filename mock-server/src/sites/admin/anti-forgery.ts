import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readCookie, setCookie } from '../../http/cookies.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { HeaderList } from '../../http/reply.ts'

const cookie = 'antiforgery'

/** The hidden field of every form; IdentityServer's own pages call it so. */
export const antiForgeryField = '__RequestVerificationToken'

function tokenFor({ world }: Exchange, seed: string): string {
  return createHmac('sha256', world.secret).update(`anti-forgery ${seed}`).digest('base64url')
}

/** A token that only a page of this mock can carry, bound to the browser by a cookie. */
export function antiForgery(exchange: Exchange): { readonly token: string; readonly headers: HeaderList } {
  const known = readCookie(exchange, cookie)
  const seed = known ?? randomBytes(16).toString('base64url')
  return { token: tokenFor(exchange, seed), headers: known ? [] : setCookie(exchange, cookie, seed) }
}

/** Whether the form came from a page of this mock in this browser. */
export function isOwnForm(exchange: Exchange, form: URLSearchParams): boolean {
  const seed = readCookie(exchange, cookie)
  const given = Buffer.from(form.get(antiForgeryField) ?? '')
  const expected = Buffer.from(seed === undefined ? '' : tokenFor(exchange, seed))
  return expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)
}
