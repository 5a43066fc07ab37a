import { randomBytes } from 'node:crypto'
import type { GuardOptions } from './guard.ts'

const loopback = ['localhost', '127.0.0.1', '::1']

/**
 * What the control surface of a mock asks for.
 * @param host where it listens
 * @param publicUrl where it is reached from outside
 */
export function guardOptions(host: string, publicUrl: string | undefined): GuardOptions {
  const isPublic = !loopback.includes(host.toLowerCase()) || publicUrl !== undefined
  const hosts = [...loopback, host.toLowerCase()].map((name) => (name.includes(':') ? `[${name}]` : name))
  const named = publicUrl === undefined ? [] : [new URL(publicUrl).hostname]
  return { hosts: [...new Set([...hosts, ...named])], token: isPublic ? controlToken() : undefined }
}

/** The user's own, or one that nobody can guess. */
function controlToken(): string {
  return process.env.MOBILEPAY_MOCK_CONTROL_TOKEN?.trim() || randomBytes(24).toString('base64url')
}
