import { Type } from 'typebox'
import { defaultWorldName, type World } from '../../world/world.ts'
import type { WorldOptions } from '../../world/world-options.ts'
import { WorldNameError, worldNamePattern } from '../../world/worlds.ts'
import { environmentsAt } from '../../world-address.ts'
import { type Controlled, command, worldNamed } from '../command.ts'
import { ControlError } from '../problem.ts'
import { refusingPeople } from '../refusing-people.ts'
import {
  AmrSchema,
  ApiResourceSchema,
  ClientSchema,
  ClockSchema,
  ConsentSchema,
  closedObject,
  Done,
  GenerationSchema,
  MerchantSchema,
  ProfileSchema,
  SwitchesSchema,
  UserSchema,
  WorldInput,
} from '../schemas.ts'
import { describeClock } from './clock.ts'
import { tlsCommands } from './tls.ts'

const EnvironmentSchema = closedObject({ discoveryUrl: Type.String(), apiUrl: Type.String() })

const WorldSchema = closedObject({
  name: Type.String(),
  url: Type.String({ description: 'Where the world is reached; discovery documents are below it.' }),
  generation: GenerationSchema,
  consent: ConsentSchema,
  clock: ClockSchema,
  environments: closedObject({
    'sandbox-dk': EnvironmentSchema,
    'sandbox-fi': EnvironmentSchema,
    'production-dk': EnvironmentSchema,
    'production-fi': EnvironmentSchema,
  }),
})

function describeWorld({ url }: Controlled, world: World) {
  const address = world.name === defaultWorldName ? url : `${url}/w/${world.name}`
  const { generation, consent } = world.settings
  return {
    name: world.name,
    url: address,
    generation,
    consent,
    clock: describeClock(world),
    environments: environmentsAt(address),
  }
}

const listWorlds = command({
  name: 'worlds.list',
  summary: 'The worlds of this mock',
  method: 'GET',
  path: '/worlds',
  input: closedObject({}),
  output: closedObject({ worlds: Type.Array(WorldSchema) }),
  run: async (mock) => ({ worlds: (await mock.worlds.listed()).map((world) => describeWorld(mock, world)) }),
})

const createWorld = command({
  name: 'worlds.create',
  summary: 'Create an isolated world; lists that are left out are those of the default world',
  method: 'POST',
  path: '/worlds',
  input: closedObject({
    name: Type.Optional(Type.String({ pattern: worldNamePattern })),
    generation: Type.Optional(GenerationSchema),
    consent: Type.Optional(ConsentSchema),
    amr: Type.Optional(AmrSchema),
    profile: Type.Optional(ProfileSchema),
    switches: Type.Optional(SwitchesSchema),
    merchants: Type.Optional(Type.Array(MerchantSchema)),
    users: Type.Optional(Type.Array(UserSchema)),
    clients: Type.Optional(Type.Array(ClientSchema)),
    apiResources: Type.Optional(Type.Array(ApiResourceSchema)),
  }),
  output: WorldSchema,
  example: { name: 'my-test', generation: '2018' },
  run: async (mock, { name, ...options }) => describeWorld(mock, await create(mock, options, name)),
})

async function create({ worlds }: Controlled, options: WorldOptions, name: string | undefined): Promise<World> {
  try {
    return await worlds.add(options, name)
  } catch (error) {
    if (error instanceof WorldNameError)
      throw new ControlError(409, error.message, [{ field: 'name', allowed: 'a free name' }])
    return refusingPeople(() => {
      throw error
    })
  }
}

const getWorld = command({
  name: 'worlds.get',
  summary: 'One world and its addresses',
  method: 'GET',
  path: '/worlds/{world}',
  input: WorldInput,
  output: WorldSchema,
  run: (mock, { world }) => describeWorld(mock, worldNamed(mock, world)),
})

const removeWorld = command({
  name: 'worlds.remove',
  summary: 'Remove a world and everything in it',
  method: 'DELETE',
  path: '/worlds/{world}',
  input: WorldInput,
  output: Done,
  takesNoTurn: true,
  run: async (mock, { world }) => {
    if (world === defaultWorldName)
      throw new ControlError(409, 'The default world stays; create one of your own to remove it.')
    worldNamed(mock, world)
    await mock.worlds.drop(world)
    return { done: true } as const
  },
})

export const worldCommands = [listWorlds, createWorld, getWorld, removeWorld, ...tlsCommands] as const
