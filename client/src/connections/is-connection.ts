import type { ConnectionStatus, StoredConnection } from './stored-connection.ts'

type Members = Readonly<Record<string, unknown>>

const texts = ['id', 'environment', 'clientId', 'subject', 'nonce'] as const

/** What a connection of each status has beside the facts. */
const states: Readonly<Record<ConnectionStatus, (connection: Members) => boolean>> = {
  active: ({ tokens }) => hasTokens(tokens),
  refreshing: ({ tokens, attempt }) => hasTokens(tokens) && isObject(attempt),
  'needs-consent': ({ reason }) => typeof reason === 'string',
}

/** Whether it has the form of a stored connection; the key that it was sealed with vouches for its values. */
export function isConnection(content: unknown): content is StoredConnection {
  if (!isObject(content) || !Array.isArray(content.scopes)) return false
  const { status } = content
  if (typeof status !== 'string' || !Object.hasOwn(states, status)) return false
  return texts.every((member) => typeof content[member] === 'string') && states[status as ConnectionStatus](content)
}

function hasTokens(tokens: unknown): boolean {
  return isObject(tokens) && typeof tokens.accessToken === 'string' && typeof tokens.accessTokenExpiresAt === 'number'
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}
