import type { ClientRegistration } from '@mobilepay-oidc/fixtures'
import type { Engine } from '../../engine/engine.ts'
import { keptSizes } from '../../world/kept-sizes.ts'
import { limits } from '../limits.ts'
import type { Refused } from '../refusal.ts'
import type { Taken } from './take-code.ts'

export interface RefreshPresentation {
  readonly refreshToken: string | undefined
  readonly client: ClientRegistration
  userIsActive(sub: string): boolean
  wasSpent(refreshToken: string): boolean
  /** False where a fault lets a one-time token be used again. */
  readonly spends: boolean
  /** Whether a fault lets a client use what it may not. */
  mayUse(refused: Refused): boolean
}

/** What a refresh token is asked for, in order. */
export const refreshTokenFacts: readonly string[] = [
  'refresh-token-missing',
  'consumed-token-invalid',
  'refresh-token-invalid',
]

const refuse = (rule: string, error: string, mend: string) => ({
  refused: { error, description: null, rule, mend },
})

const unknown = refuse(
  'refresh-token-invalid',
  'invalid_grant',
  `The refresh token is unknown, revoked, of another client, idle for 13 months, or not among the last ${keptSizes.artifacts} that the mock keeps. Ask the merchant to consent again.`,
)
const consumed = refuse(
  'consumed-token-invalid',
  'invalid_grant',
  'This one-time refresh token was used before. Store the new one from every answer; a lost one needs a new consent.',
)

/** Finds the refresh token, and spends that of a OneTime client in one step. One refused for its request stays good. */
export function takeRefreshToken(engine: Engine, presentation: RefreshPresentation): Taken {
  const { refreshToken, client, userIsActive, wasSpent } = presentation
  if (!refreshToken) return refuse('refresh-token-missing', 'invalid_request', 'Send refresh_token.')
  if (refreshToken.length > limits.refreshToken) return unknown
  const found = engine.find('RefreshToken', refreshToken)
  if (!found) return wasSpent(refreshToken) ? consumed : unknown
  const mayRefresh = found.clientId === client.clientId && client.scopes.includes('offline_access')
  const refuses = !mayRefresh || !userIsActive(found.subject.sub)
  if (refuses && !presentation.mayUse(unknown.refused)) return unknown
  if (client.refreshTokenUsage === 'ReUse' || !presentation.spends) return { artifact: found }
  const artifact = engine.take('RefreshToken', refreshToken)
  return artifact ? { artifact } : consumed
}
