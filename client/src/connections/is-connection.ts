import type { StoredConnection } from './stored-connection.ts'

const texts = ['id', 'environment', 'clientId', 'subject', 'nonce', 'status'] as const

/** Whether it has what every stored connection has; what it was sealed with vouches for the rest. */
export function isConnection(content: unknown): content is StoredConnection {
  if (typeof content !== 'object' || content === null) return false
  const members = content as Readonly<Record<string, unknown>>
  return texts.every((member) => typeof members[member] === 'string') && Array.isArray(members.scopes)
}
