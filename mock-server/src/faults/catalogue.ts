import { accessTokenFaults } from './catalogue/access-token.ts'
import { apiFaults } from './catalogue/api.ts'
import { authorizeBehaviourFaults } from './catalogue/authorize-behaviour.ts'
import { leniencyFaults } from './catalogue/authorize-leniency.ts'
import { redirectUriFaults } from './catalogue/authorize-redirect-uri.ts'
import { callbackErrorFaults } from './catalogue/callback-errors.ts'
import { callbackFieldFaults } from './catalogue/callback-fields.ts'
import { callbackPageFaults } from './catalogue/callback-page.ts'
import { discoveryFaults } from './catalogue/discovery.ts'
import { httpBodyFaults } from './catalogue/http-body.ts'
import { httpLeakFaults } from './catalogue/http-leak.ts'
import { httpRedirectFaults } from './catalogue/http-redirect.ts'
import { httpStatusFaults } from './catalogue/http-status.ts'
import { idTokenFaults } from './catalogue/id-token.ts'
import { keyFaults } from './catalogue/keys.ts'
import { keyRotationFaults } from './catalogue/keys-rotation.ts'
import { latencyFaults } from './catalogue/latency.ts'
import { merchantFaults } from './catalogue/merchant.ts'
import { generalTokenFaults } from './catalogue/on-tokens.ts'
import { pageFaults } from './catalogue/pages.ts'
import { refreshFaults } from './catalogue/refresh.ts'
import { refreshFamilyFaults } from './catalogue/refresh-family.ts'
import { revocationAndIntrospectionFaults } from './catalogue/revocation.ts'
import { tokenEndpointFaults } from './catalogue/token-endpoint.ts'
import { wireFaults } from './catalogue/wire.ts'
import type { Fault } from './fault.ts'

/** Every fault that can be switched on. */
export const faults: readonly Fault[] = [
  ...discoveryFaults,
  ...keyFaults,
  ...keyRotationFaults,
  ...redirectUriFaults,
  ...leniencyFaults,
  ...authorizeBehaviourFaults,
  ...callbackFieldFaults,
  ...callbackErrorFaults,
  ...callbackPageFaults,
  ...idTokenFaults,
  ...generalTokenFaults,
  ...accessTokenFaults,
  ...tokenEndpointFaults,
  ...refreshFaults,
  ...refreshFamilyFaults,
  ...revocationAndIntrospectionFaults,
  ...merchantFaults,
  ...apiFaults,
  ...pageFaults,
  ...httpStatusFaults,
  ...httpBodyFaults,
  ...httpRedirectFaults,
  ...httpLeakFaults,
  ...latencyFaults,
  ...wireFaults,
]

const byName = new Map(
  faults.flatMap((fault) => [fault.name, ...(fault.ids ?? [])].map((name) => [name, fault] as const)),
)

/** By its name, or by an id that another catalogue has for it alone. */
export function findFault(name: string): Fault | undefined {
  return byName.get(name)
}
