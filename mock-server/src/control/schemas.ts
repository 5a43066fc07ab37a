import type { ApiResource, ClientRegistration, Merchant, User } from '@mobilepay-oidc/fixtures'
import { Type } from 'typebox'
import config from '../../schemas/config.schema.json' with { type: 'json' }
import { type ProfileName, profileNames } from '../world/profiles.ts'
import type { Switches } from '../world/settings.ts'

/** What stands in the configuration schema stands there alone: commands take the same merchants, users and clients. */
const { merchant, user, client, apiResource } = config.$defs

export const MerchantSchema = Type.Unsafe<Merchant>(merchant)
export const UserSchema = Type.Unsafe<User>(user)
export const ClientSchema = Type.Unsafe<ClientRegistration>(client)
export const ApiResourceSchema = Type.Unsafe<ApiResource>(apiResource)
export const AmrSchema = Type.Unsafe<string[]>(config.properties.amr)
export const ProfileSchema = Type.Unsafe<ProfileName>({
  enum: profileNames,
  description: "Sets every switch: MobilePay's documents, a real IdentityServer as recorded, or whatever refuses most.",
})
export const SwitchesSchema = Type.Unsafe<Partial<Switches>>(config.properties.switches)

const closed = { additionalProperties: false } as const

export const GenerationSchema = Type.Union([Type.Literal('2018'), Type.Literal('2024')])
export const ConsentSchema = Type.Union([Type.Literal('page'), Type.Literal('auto')])
export const StageSchema = Type.Union([Type.Literal('sandbox'), Type.Literal('production')], { default: 'sandbox' })

/** Every command on a world names it. */
export const inWorld = { world: Type.String({ description: 'Name of the world; "default" is always there.' }) } as const

export const WorldInput = Type.Object(inWorld, closed)

export const ClockSchema = Type.Object(
  {
    now: Type.String({ description: 'World time, RFC 3339.' }),
    frozen: Type.Boolean(),
  },
  closed,
)

export const Done = Type.Object({ done: Type.Literal(true) }, closed)

/** An object schema that takes no other members. */
export function closedObject<Members extends Parameters<typeof Type.Object>[0]>(members: Members) {
  return Type.Object(members, closed)
}
