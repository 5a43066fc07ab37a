import { randomBytes } from 'node:crypto'
import type { CallbackRequest } from './client-driver.ts'

/** What an application around a bare library has to remember of a consent. */
export interface Remembered {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

const cookieName = 'session'

/** The least session that an application keeps around a library: a cookie, and a map behind it. */
export class BareSessions {
  readonly #remembered = new Map<string, Remembered>()

  /** @returns the Set-Cookie header of the answer that sends the browser away */
  remember(consent: Remembered): string {
    const id = randomBytes(16).toString('base64url')
    this.#remembered.set(id, consent)
    return `${cookieName}=${id}; Path=/; Secure; HttpOnly; SameSite=None`
  }

  /** What was remembered for this browser, once. @throws Error for a browser that has none */
  recall(cookies: string): Remembered {
    const id = new RegExp(`(?:^|; )${cookieName}=([\\w-]+)`).exec(cookies)?.[1] ?? ''
    const found = this.#remembered.get(id)
    this.#remembered.delete(id)
    if (!found) throw new Error('There is no session for this browser.')
    return found
  }
}

/** The callback as a framework hands it to a library. */
export function toRequest({ method, url, headers, body }: CallbackRequest): Request {
  const bytes = Buffer.from(body, 'base64')
  return new Request(url, { method, headers, ...(method !== 'GET' && method !== 'HEAD' && { body: bytes }) })
}
