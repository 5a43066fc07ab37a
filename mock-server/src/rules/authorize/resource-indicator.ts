import { limits } from '../limits.ts'
import { type Refusal, type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** The format that RFC 8707 asks for: absolute, without a fragment. */
function isWellFormed(resource: string): boolean {
  return URL.canParse(resource) && !/[\s#]/.test(resource)
}

/** Why generation 2024 refuses resource indicators by their form, if it does. */
export function resourceFormatRefusal(resources: readonly string[]): Refusal | undefined {
  if (resources.some((resource) => resource.length > limits.resourceIndicator)) {
    return refusal('invalid_target', 'Resource indicator maximum length exceeded')
  }
  if (resources.every(isWellFormed)) return undefined
  return refusal('invalid_target', 'Invalid resource indicator format')
}

/** No resource is registered under an indicator, so each one is unknown; generation 2018 does not know the parameter. */
export const resourceIndicator: Rule<AuthorizeInput> = {
  fact: 'resource-indicator',
  mend: 'Leave resource out: the product scopes say which API the token is for.',
  refuse({ generation, parameters }) {
    const resources = parameters.all('resource')
    if (generation === '2018' || resources.length === 0) return undefined
    return resourceFormatRefusal(resources) ?? refusal('invalid_target', 'Invalid resource indicator')
  },
}
