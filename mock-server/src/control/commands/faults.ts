import { environmentNames } from '@mobilepay-oidc/fixtures'
import { type Static, Type } from 'typebox'
import type { ArmedFault } from '../../faults/armed-fault.ts'
import { type FaultGroup, faultGroups } from '../../faults/fault.ts'
import { endpointLabels } from '../../journal/endpoint-label.ts'
import { type Controlled, command, worldNamed } from '../command.ts'
import { ControlError } from '../problem.ts'
import { closedObject, Done, inWorld, WorldInput } from '../schemas.ts'

/** One of the names, as a schema. */
function oneOf<Name extends string>(names: readonly Name[], description: string) {
  return Type.Unsafe<Name>({ type: 'string', enum: [...names], description })
}

const EndpointSchema = oneOf(endpointLabels, 'Acts in exchanges of this endpoint alone.')
const GroupSchema = oneOf(faultGroups, 'What it is about.')
const ParametersSchema = Type.Record(Type.String(), Type.Unknown(), {
  description: 'What the fault asks for beside its name; the catalogue has the schema.',
})
const TargetSchema = closedObject({
  endpoint: Type.Optional(EndpointSchema),
  environment: Type.Optional(oneOf(environmentNames, 'Acts in this environment alone.')),
  client: Type.Optional(Type.String({ description: 'Client id; acts in exchanges of this client alone.' })),
  merchant: Type.Optional(
    Type.String({ description: 'Merchant id or VAT number; acts where it is known and the same.' }),
  ),
})
const TimesSchema = Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Literal('always')], {
  description:
    'In how many exchanges it acts; "always": until it is removed. Counted ones take turns, the oldest first.',
})
const NthSchema = Type.Integer({ minimum: 1, description: 'Acts from the n-th exchange on that it could act in.' })

const DescriptionSchema = closedObject({
  name: Type.String(),
  group: GroupSchema,
  breaks: Type.String(),
  spec: Type.String(),
  expected: Type.String({ description: 'What a right client, or a right test suite, does about it.' }),
  ids: Type.Array(Type.String()),
  endpoints: Type.Array(EndpointSchema),
  points: Type.Array(Type.String({ description: 'Where in the flow it acts.' })),
  parameters: Type.Optional(ParametersSchema),
})

const ArmedSchema = closedObject({
  id: Type.String(),
  fault: Type.String(),
  group: GroupSchema,
  breaks: Type.String(),
  target: TargetSchema,
  nth: NthSchema,
  times: TimesSchema,
  parameters: ParametersSchema,
  fired: Type.Integer({ description: 'Exchanges that it has acted in.' }),
  state: Type.Union([Type.Literal('active'), Type.Literal('spent')]),
})

const IdInput = closedObject({ ...inWorld, id: Type.String({ description: 'As faults.add and faults.list have it.' }) })

function describeArmed({ id, fault, order, fired, isSpent }: ArmedFault): Static<typeof ArmedSchema> {
  const { name, group, breaks } = fault
  const { target, nth, times, parameters } = order
  const state = isSpent ? 'spent' : 'active'
  // The command's schema has let no member through that is there and undefined.
  return {
    id,
    fault: name,
    group,
    breaks,
    target: target as never,
    nth,
    times,
    parameters: { ...parameters },
    fired,
    state,
  }
}

const catalogue = command({
  name: 'faults.catalogue',
  summary: 'Every fault that can be switched on',
  method: 'GET',
  path: '/faults',
  input: closedObject({ group: Type.Optional(GroupSchema) }),
  output: closedObject({ faults: Type.Array(DescriptionSchema) }),
  example: { group: 'id-token' },
  async run(_mock, { group }: { readonly group?: FaultGroup }) {
    const [{ faults }, { describeFault }] = await Promise.all([
      import('../../faults/catalogue.ts'),
      import('../../faults/describe-fault.ts'),
    ])
    const wanted = faults.filter((fault) => group === undefined || fault.group === group)
    return {
      faults: wanted.map(describeFault).map((fault) => ({
        ...fault,
        ids: [...fault.ids],
        endpoints: [...fault.endpoints],
        points: [...fault.points],
      })),
    }
  },
})

const list = command({
  name: 'faults.list',
  summary: 'The faults that are switched on in a world, and those that have spent themselves',
  method: 'GET',
  path: '/worlds/{world}/faults',
  input: WorldInput,
  output: closedObject({ faults: Type.Array(ArmedSchema) }),
  run: (mock, { world }) => ({ faults: worldNamed(mock, world).faults.all.map(describeArmed) }),
})

const add = command({
  name: 'faults.add',
  summary: 'Switch a fault on: once, where nothing else is said',
  method: 'POST',
  path: '/worlds/{world}/faults',
  input: closedObject({
    ...inWorld,
    fault: Type.String({ description: 'A name of the catalogue.' }),
    target: Type.Optional(TargetSchema),
    nth: Type.Optional(NthSchema),
    times: Type.Optional(TimesSchema),
    parameters: Type.Optional(ParametersSchema),
  }),
  output: ArmedSchema,
  example: { fault: 'front-id-token-nonce-missing' },
  async run(mock, { world: name, ...wish }) {
    const world = worldNamed(mock, name)
    const { ImpossibleFaultError, orderFault } = await import('../../faults/order-fault.ts')
    try {
      const { fault, order } = orderFault(world, wish)
      return describeArmed(world.faults.arm(fault, order))
    } catch (error) {
      if (!(error instanceof ImpossibleFaultError)) throw error
      throw new ControlError(422, error.message, [{ field: error.field, allowed: error.allowed }])
    }
  },
})

const remove = command({
  name: 'faults.remove',
  summary: 'Switch one fault off; what it holds goes on',
  method: 'DELETE',
  path: '/worlds/{world}/faults/{id}',
  input: IdInput,
  output: Done,
  run(mock, { world, id }) {
    armedFault(mock, world, id)
    worldNamed(mock, world).faults.remove(id)
    return { done: true as const }
  },
})

const release = command({
  name: 'faults.release',
  summary: 'Let go on what a fault holds',
  method: 'POST',
  path: '/worlds/{world}/faults/{id}/release',
  input: IdInput,
  output: Done,
  run(mock, { world, id }) {
    const armed = armedFault(mock, world, id)
    worldNamed(mock, world).faults.release(armed)
    return { done: true as const }
  },
})

const clear = command({
  name: 'faults.clear',
  summary: 'Switch every fault of a world off',
  method: 'DELETE',
  path: '/worlds/{world}/faults',
  input: WorldInput,
  output: Done,
  run(mock, { world }) {
    worldNamed(mock, world).faults.clear()
    return { done: true as const }
  },
})

function armedFault(mock: Controlled, world: string, id: string): ArmedFault {
  const { faults } = worldNamed(mock, world)
  const armed = faults.find(id)
  if (armed) return armed
  const known = faults.all.map((one) => one.id).join(', ')
  const allowed = known === '' ? 'no fault is switched on' : known
  throw new ControlError(404, `There is no fault "${id}" in this world. There are: ${allowed}.`, [
    { field: 'id', allowed },
  ])
}

export const faultCommands = [catalogue, list, add, remove, release, clear] as const
