import { type Static, Type } from 'typebox'
import { type ProfileName, profileNames, profiles } from '../../world/profiles.ts'
import { command, worldNamed } from '../command.ts'
import { closedObject, inWorld, ProfileSchema, StageSchema, SwitchesSchema, WorldInput } from '../schemas.ts'

const getSwitches = command({
  name: 'switches.get',
  summary: "Where a world stands on what MobilePay's sources contradict each other about",
  method: 'GET',
  path: '/worlds/{world}/switches',
  input: WorldInput,
  output: SwitchesSchema,
  run: (mock, { world }) => worldNamed(mock, world).settings.switches,
})

const listProfiles = command({
  name: 'profiles.list',
  summary: 'The named positions of all switches',
  method: 'GET',
  path: '/profiles',
  input: closedObject({}),
  output: closedObject({ profiles: Type.Array(closedObject({ name: ProfileSchema, switches: SwitchesSchema })) }),
  run: () => ({ profiles: profileNames.map((name: ProfileName) => ({ name, switches: profiles[name] })) }),
})

const setSwitches = command({
  name: 'switches.set',
  summary: 'Change switches; a profile sets all of them first',
  method: 'PATCH',
  path: '/worlds/{world}/switches',
  input: closedObject({ ...inWorld, profile: Type.Optional(ProfileSchema), switches: Type.Optional(SwitchesSchema) }),
  output: SwitchesSchema,
  example: { profile: 'strict', switches: { codeReuse: 'refuse' } },
  run: (mock, { world: name, profile, switches }) => {
    const world = worldNamed(mock, name)
    world.setSwitches({ ...(profile === undefined ? {} : profiles[profile]), ...switches })
    return world.settings.switches
  },
})

const KeysSchema = closedObject({ signing: Type.String(), published: Type.Array(Type.String()) })
const stage = Type.Optional(StageSchema)

const listKeys = command({
  name: 'keys.list',
  summary: 'The kids of a stage: which signs, which are published',
  method: 'GET',
  path: '/worlds/{world}/keys',
  input: closedObject({ ...inWorld, stage }),
  output: KeysSchema,
  run: (mock, input) => describeKeys(mock, input),
})

const rotateKeys = command({
  name: 'keys.rotate',
  summary: 'Sign with the next key; without overlap the ones before are withdrawn at once',
  method: 'POST',
  path: '/worlds/{world}/keys/rotate',
  input: closedObject({ ...inWorld, stage, overlap: Type.Optional(Type.Boolean({ default: true })) }),
  output: KeysSchema,
  example: { overlap: false },
  run: (mock, { overlap = true, ...input }) => {
    worldNamed(mock, input.world)
      .stage(input.stage ?? 'sandbox')
      .keys.rotate(overlap)
    return describeKeys(mock, input)
  },
})

function describeKeys(
  mock: Parameters<typeof worldNamed>[0],
  input: { readonly world: string; readonly stage?: 'sandbox' | 'production' },
): Static<typeof KeysSchema> {
  const world = worldNamed(mock, input.world)
  const published = world.stage(input.stage ?? 'sandbox').keys.published(world.settings.generation)
  const [signing] = published
  return { signing: signing?.kid ?? '', published: published.map(({ kid }) => kid) }
}

export const settingsCommands = [listProfiles, getSwitches, setSwitches, listKeys, rotateKeys] as const
