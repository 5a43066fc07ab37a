import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Engine } from '../../engine/engine.ts'
import type { Artifact } from '../../engine/engine-job.ts'
import { limits } from '../limits.ts'
import type { Excuses, Refused } from '../refusal.ts'

export type Taken = { readonly artifact: Artifact } | { readonly refused: Refused }

export interface CodePresentation {
  readonly generation: Generation
  readonly code: string | undefined
  readonly clientId: string
  /** Whether the code was used before, which only the log tells apart. */
  wasSpent(code: string): boolean
  /** False where a fault lets a code be used again. */
  readonly spends: boolean
}

/** What a code is asked for, in order. */
export const codeFacts: readonly string[] = ['code-missing-or-unknown', 'code-wrong-client', 'code-single-use']

const refuse = (rule: string, mend: string) => ({
  refused: { error: 'invalid_grant', description: null, rule, mend },
})

const wrongClient = refuse('code-wrong-client', 'Redeem the code as the client that asked for it.')

/**
 * Finds the code and spends it in one step. Presented by the wrong client it stays good in generation 2024 and is
 * spent in generation 2018 (fact `code-wrong-client`).
 */
export function takeCode(engine: Engine, presentation: CodePresentation, excuses: Excuses<CodePresentation>): Taken {
  const { generation, code, clientId, wasSpent, spends } = presentation
  if (!code || code.length > limits.authorizationCode) {
    return refuse('code-missing-or-unknown', 'Send the code from the callback, decoded once.')
  }
  const found = engine.find('AuthorizationCode', code)
  const isForeign = found !== undefined && found.clientId !== clientId
  if (isForeign && !excuses({ ...wrongClient, input: presentation })) {
    if (generation === '2018') engine.take('AuthorizationCode', code)
    return wrongClient
  }
  const artifact = spends ? engine.take('AuthorizationCode', code) : found
  if (artifact) return { artifact }
  if (wasSpent(code))
    return refuse('code-single-use', 'A code is good once. Start again at the authorization endpoint.')
  return refuse(
    'code-missing-or-unknown',
    'The code is unknown or older than 300 seconds. Start again at the authorization endpoint.',
  )
}
