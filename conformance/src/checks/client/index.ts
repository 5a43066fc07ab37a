import type { Family } from '../check.ts'
import { family } from '../family.ts'
import { inapplicable } from '../outcome.ts'
import { api } from './api.ts'
import { authorizationRequest } from './authorization-request.ts'
import { browserSession } from './browser-session.ts'
import { callback } from './callback.ts'
import type { ClientCheck, ClientCheckDefinition } from './client-check.ts'
import { codeVerifier } from './code-verifier.ts'
import { documents, keys } from './documents.ts'
import { frontIdToken } from './front-id-token.ts'
import { redemption } from './redemption.ts'
import { refresh } from './refresh.ts'
import { secrets } from './secrets.ts'

const definitions: readonly ClientCheckDefinition[] = [
  ...authorizationRequest,
  ...codeVerifier,
  ...documents,
  ...keys,
  ...callback,
  ...browserSession,
  ...frontIdToken,
  ...redemption,
  ...refresh,
  ...api,
  ...secrets,
]

const notAProvider = 'It is a rule for clients: run it with --subject client, or with --driver.'

/** Family RP as lists and reports show it; a provider is not held to it. */
export const clientFamily: Family = family(
  'RP',
  'Client',
  definitions.map(({ waits: _waits, ...definition }) => ({
    ...definition,
    sandbox: 'mock-only',
    run: () => inapplicable(notAProvider),
  })),
)

const byId = new Map(definitions.map((definition) => [definition.id, definition]))

/** The same checks, to be held against a client, in the order of the catalogue. */
export const clientChecks: readonly ClientCheck[] = clientFamily.checks.flatMap((check) => {
  const definition = byId.get(check.id)
  if (!definition) return []
  const { waits = false } = definition
  return [{ ...check, waits, run: (context) => definition.run(context) } satisfies ClientCheck]
})
