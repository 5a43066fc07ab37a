import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Engine } from '../../engine/engine.ts'
import type { Artifact } from '../../engine/engine-job.ts'
import { limits } from '../limits.ts'
import type { Refused } from '../refusal.ts'

export type Taken = { readonly artifact: Artifact } | { readonly refused: Refused }

export interface CodePresentation {
  readonly generation: Generation
  readonly code: string | undefined
  readonly clientId: string
  /** Whether the code was used before, which only the log tells apart. */
  wasSpent(code: string): boolean
}

const refuse = (rule: string, mend: string): Taken => ({
  refused: { error: 'invalid_grant', description: null, rule, mend },
})

/**
 * Finds the code and spends it in one step. Presented by the wrong client it stays good in generation 2024 and is
 * spent in generation 2018 (fact `code-wrong-client`).
 */
export function takeCode(engine: Engine, { generation, code, clientId, wasSpent }: CodePresentation): Taken {
  if (!code || code.length > limits.authorizationCode) {
    return refuse('code-missing-or-unknown', 'Send the code from the callback, decoded once.')
  }
  const found = engine.find('AuthorizationCode', code)
  const wrongClient = found !== undefined && found.clientId !== clientId
  if (wrongClient) {
    if (generation === '2018') engine.take('AuthorizationCode', code)
    return refuse('code-wrong-client', 'Redeem the code as the client that asked for it.')
  }
  const artifact = engine.take('AuthorizationCode', code)
  if (artifact) return { artifact }
  if (wasSpent(code))
    return refuse('code-single-use', 'A code is good once. Start again at the authorization endpoint.')
  return refuse(
    'code-missing-or-unknown',
    'The code is unknown or older than 300 seconds. Start again at the authorization endpoint.',
  )
}
