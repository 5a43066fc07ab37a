import nock from 'nock'
import { afterAll, beforeAll } from 'vitest'
import type { Served } from './frameworks.ts'

/** Lets the tests call their own servers beside the simulator. Call it beside `useSimulator`. */
export function useOwnServers(): void {
  beforeAll(() => nock.enableNetConnect(/^127\.0\.0\.1:/))
  afterAll(() => nock.disableNetConnect())
}

export interface Rest {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** One browser's cookies at one server. */
export class CookieJar {
  readonly cookies = new Map<string, string>()
  /** All Set-Cookie headers that came, as they came. */
  readonly setCookies: string[] = []
  readonly #origin: string

  constructor({ origin }: Served) {
    this.#origin = origin
  }

  async request(path: string, init: RequestInit = {}): Promise<Rest> {
    nock.enableNetConnect(/^127\.0\.0\.1:/)
    const headers = new Headers(init.headers)
    headers.set('cookie', Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(`${this.#origin}${path}`, { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  post(path: string, body: URLSearchParams | string, headers: Record<string, string> = {}): Promise<Rest> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.request(path, { method: 'POST', body: String(body), headers: { ...type, ...headers } })
  }

  #keep(line: string): void {
    this.setCookies.push(line)
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/Max-Age=0/.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
