import { type EnvironmentName, environmentNames } from '@mobilepay-oidc/fixtures'
import { Value } from 'typebox/value'
import type { EndpointLabel } from '../journal/endpoint-label.ts'
import { nearestName } from '../world/nearest-name.ts'
import type { World } from '../world/world.ts'
import { faults, findFault } from './catalogue.ts'
import type { Fault, FaultOrder, FaultTarget } from './fault.ts'

/** What somebody asks for, nothing of it checked against the catalogue or the world. */
export interface FaultWish {
  readonly fault: string
  readonly target?: FaultTarget
  readonly nth?: number
  readonly times?: number | 'always'
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** A fault that can't be: which field is wrong, and what is allowed there. */
export class ImpossibleFaultError extends Error {
  override readonly name = 'ImpossibleFaultError'
  readonly field: string
  readonly allowed: string

  constructor(field: string, message: string, allowed: string) {
    super(message)
    this.field = field
    this.allowed = allowed
  }
}

/**
 * Holds a wish against the catalogue and the world.
 * @throws ImpossibleFaultError for a name, endpoint, environment, client, merchant or parameter that there is not
 */
export function orderFault(world: World, wish: FaultWish): { readonly fault: Fault; readonly order: FaultOrder } {
  const fault = findFault(wish.fault)
  if (!fault) {
    throw unknown(
      'fault',
      'fault',
      wish.fault,
      faults.map(({ name }) => name),
    )
  }
  const target = wish.target ?? {}
  checkTarget(world, fault, target)
  const { nth = 1, times = 1 } = wish
  return { fault, order: { target, nth, times, parameters: readParameters(fault, wish.parameters ?? {}) } }
}

function checkTarget(world: World, fault: Fault, { endpoint, environment, client, merchant }: FaultTarget): void {
  checkEndpoint(fault, endpoint)
  checkEnvironment(environment)
  const clients = world.clients.map(({ clientId }) => clientId)
  if (client !== undefined && !clients.includes(client)) throw unknown('target.client', 'client', client, clients)
  const merchants = world.merchants.flatMap(({ merchantId, vat }) => [vat, merchantId])
  if (merchant !== undefined && !merchants.includes(merchant)) {
    throw unknown('target.merchant', 'merchant', merchant, merchants)
  }
}

function checkEndpoint({ name, endpoints }: Fault, endpoint: EndpointLabel | undefined): void {
  if (endpoint === undefined || endpoints.includes(endpoint)) return
  const allowed = endpoints.join(', ')
  throw new ImpossibleFaultError(
    'target.endpoint',
    `The fault "${name}" can't act at "${endpoint}": it acts at ${allowed}.`,
    `one of ${allowed}`,
  )
}

function checkEnvironment(environment: EnvironmentName | undefined): void {
  if (environment === undefined || environmentNames.includes(environment)) return
  throw unknown('target.environment', 'environment', environment, environmentNames)
}

function readParameters(
  { name, parameters: schema }: Fault,
  given: Readonly<Record<string, unknown>>,
): FaultOrder['parameters'] {
  if (!schema) {
    const [first] = Object.keys(given)
    if (first === undefined) return {}
    throw new ImpossibleFaultError(`parameters.${first}`, `The fault "${name}" takes no parameters.`, 'no such member')
  }
  const filled = Value.Default(schema, structuredClone(given)) as Readonly<Record<string, unknown>>
  const [error] = Value.Errors(schema, filled)
  if (!error) return filled
  const field = `parameters${error.instancePath.replaceAll('/', '.')}`
  throw new ImpossibleFaultError(field, `${field} of the fault "${name}": ${error.message}.`, error.message)
}

function unknown(field: string, what: string, given: string, known: readonly string[]): ImpossibleFaultError {
  const nearest = nearestName(given, known)
  const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  return new ImpossibleFaultError(
    field,
    `There is no ${what} "${given}" here.${hint}`,
    nearest ?? known.slice(0, 20).join(', '),
  )
}
