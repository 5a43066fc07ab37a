import { randomBytes } from 'node:crypto'
import type { GuardOptions } from './guard.ts'

const loopback = ['localhost', '127.0.0.1', '::1']

/** Where a mock is reached. */
export interface ReachedAt {
  /** Where it listens. */
  readonly host: string
  /** Where it is reached from outside. */
  readonly publicUrl: string | undefined
  /** More names that it is given, without ports. */
  readonly controlHosts?: readonly string[] | undefined
}

/** What the control surface of a mock asks for. */
export function guardOptions({ host, publicUrl, controlHosts = [] }: ReachedAt): GuardOptions {
  const isPublic = !loopback.includes(host.toLowerCase()) || publicUrl !== undefined || controlHosts.length > 0
  const hosts = [...loopback, ...[host, ...controlHosts].map((name) => name.toLowerCase())].map((name) =>
    name.includes(':') ? `[${name}]` : name,
  )
  const named = publicUrl === undefined ? [] : [new URL(publicUrl).hostname]
  return { hosts: [...new Set([...hosts, ...named])], token: isPublic ? controlToken() : undefined }
}

/** The user's own, or one that nobody can guess. */
function controlToken(): string {
  return process.env.MOBILEPAY_MOCK_CONTROL_TOKEN?.trim() || randomBytes(24).toString('base64url')
}
