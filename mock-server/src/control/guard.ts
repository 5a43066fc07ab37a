import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { ControlError } from './problem.ts'

export interface GuardOptions {
  /** Hosts under which the control surface answers, without ports: loopback names, and what the mock was told to be. */
  readonly hosts: readonly string[]
  /** Asked for when the mock is reachable from other machines. */
  readonly token: string | undefined
}

/**
 * Lets through only what a program or the console of this machine sends.
 * @throws ControlError 403 for a foreign Host (DNS rebinding) or Origin (a web page elsewhere), 401 without the token.
 */
export function guard(headers: IncomingHttpHeaders, { hosts, token }: GuardOptions): void {
  const host = headers.host ?? ''
  if (!hosts.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    throw new ControlError(403, `The control surface answers under ${hosts.join(', ')}, not under another Host.`)
  }
  const { origin } = headers
  if (origin !== undefined && origin.replace(/^https?:\/\//, '') !== host) {
    throw new ControlError(403, 'The control surface takes no requests from pages of another origin.')
  }
  if (headers['sec-fetch-site'] === 'cross-site') {
    throw new ControlError(403, 'The control surface takes no cross-site requests.')
  }
  if (token !== undefined && !isToken(headers.authorization, token)) {
    throw new ControlError(
      401,
      'This mock is reachable from other machines: send Authorization: Bearer with its control token.',
    )
  }
}

function isToken(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization?.replace(/^Bearer /i, '') ?? '')
  const expected = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
