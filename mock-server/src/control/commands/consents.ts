import { type Static, Type } from 'typebox'
import { checkConsent } from '../../world/check-consent.ts'
import type { GrantRecord } from '../../world/grants.ts'
import { type Controlled, command, worldNamed } from '../command.ts'
import { ControlError } from '../problem.ts'
import { refusingPeople } from '../refusing-people.ts'
import { closedObject, Done, inWorld, StageSchema } from '../schemas.ts'

const ConsentSchema = closedObject({
  id: Type.String(),
  sub: Type.String(),
  clientId: Type.String(),
  merchantId: Type.Optional(Type.String()),
  scopes: Type.Array(Type.String()),
})

const stage = Type.Optional(StageSchema)

function describeConsent({ id, sub, clientId, merchantId, scopes }: GrantRecord): Static<typeof ConsentSchema> {
  return { id, sub, clientId, ...(merchantId === undefined ? {} : { merchantId }), scopes: [...scopes] }
}

const listConsents = command({
  name: 'consents.list',
  summary: 'What merchants allowed clients, in one stage of a world',
  method: 'GET',
  path: '/worlds/{world}/consents',
  input: closedObject({ ...inWorld, stage }),
  output: closedObject({ consents: Type.Array(ConsentSchema) }),
  example: { stage: 'production' },
  run: (mock, input) => {
    const { grants } = worldNamed(mock, input.world).stage(input.stage ?? 'sandbox')
    return { consents: grants.all.map(describeConsent) }
  },
})

const grantConsent = command({
  name: 'consents.grant',
  summary: 'Let a consent stand, as if the user had allowed it: the next request skips the page',
  method: 'POST',
  path: '/worlds/{world}/consents',
  input: closedObject({
    ...inWorld,
    stage,
    sub: Type.String(),
    clientId: Type.String(),
    merchantId: Type.Optional(Type.String({ description: "Left out, the user's only merchant." })),
    scopes: Type.Array(Type.String(), { minItems: 1 }),
  }),
  output: ConsentSchema,
  example: { sub: '11111111-0000-4000-8000-000000000001', clientId: 'integrator', scopes: ['openid', 'invoice'] },
  run: (mock, { world: name, stage: stageName, ...given }) => {
    const world = worldNamed(mock, name)
    const consent = refusingPeople(() => checkConsent(world, given))
    const { grants } = world.stage(stageName ?? 'sandbox')
    return describeConsent(grants.allow(consent, consent.scopes))
  },
})

const revokeConsent = command({
  name: 'consents.revoke',
  summary: 'Take back a consent: refreshing fails, and the next request shows the page again',
  method: 'DELETE',
  path: '/worlds/{world}/consents/{id}',
  input: closedObject({ ...inWorld, id: Type.String(), stage }),
  output: Done,
  run: (mock, { world, id, stage: name }) => revoke(mock, world, id, name ?? 'sandbox'),
})

async function revoke(mock: Controlled, world: string, id: string, stageName: 'sandbox' | 'production') {
  if (await worldNamed(mock, world).stage(stageName).revokeGrant(id)) return { done: true } as const
  throw new ControlError(404, `There is no consent "${id}" in ${stageName}.`, [
    { field: 'id', allowed: 'one that is listed' },
  ])
}

export const consentCommands = [listConsents, grantConsent, revokeConsent] as const
