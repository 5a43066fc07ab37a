import { Type } from 'typebox'
import type { World } from '../../world/world.ts'
import { type Controlled, command, worldNamed } from '../command.ts'
import { ControlError } from '../problem.ts'
import { refusingPeople } from '../refusing-people.ts'
import { ClientSchema, closedObject, Done, inWorld, MerchantSchema, UserSchema, WorldInput } from '../schemas.ts'

/** Puts one in place and gives it back. @throws ControlError 422 where it cannot be. */
function put<Value>(value: Value, act: () => void): Value {
  refusingPeople(act)
  return value
}

/** Removes one by its id. @throws ControlError 404 where there is none. */
function remove(mock: Controlled, world: string, field: string, id: string, act: (world: World) => boolean) {
  if (act(worldNamed(mock, world))) return { done: true } as const
  throw new ControlError(404, `The world "${world}" has no ${field} "${id}".`, [
    { field, allowed: 'one that is listed' },
  ])
}

const listClients = command({
  name: 'clients.list',
  summary: 'The registered clients of a world',
  method: 'GET',
  path: '/worlds/{world}/clients',
  input: WorldInput,
  output: closedObject({ clients: Type.Array(ClientSchema) }),
  run: (mock, { world }) => ({ clients: [...worldNamed(mock, world).clients] }),
})

const putClient = command({
  name: 'clients.put',
  summary: 'Add a client, or change the one with its id',
  method: 'PUT',
  path: '/worlds/{world}/clients',
  input: closedObject({ ...inWorld, client: ClientSchema }),
  output: ClientSchema,
  example: {
    client: {
      clientId: 'my-client',
      clientSecret: 'my-client-secret',
      clientName: 'My shop',
      enabled: true,
      grantTypes: ['hybrid'],
      scopes: ['openid', 'offline_access', 'invoice'],
      refreshTokenUsage: 'OneTime',
      requireConsent: true,
      redirectUris: ['http://127.0.0.1:7890/'],
      postLogoutRedirectUris: [],
    },
  },
  run: (mock, { world, client }) => put(client, () => worldNamed(mock, world).putClient(client)),
})

const removeClient = command({
  name: 'clients.remove',
  summary: 'Remove a client; its requests are refused from now on',
  method: 'DELETE',
  path: '/worlds/{world}/clients/{clientId}',
  input: closedObject({ ...inWorld, clientId: Type.String() }),
  output: Done,
  example: { clientId: 'integrator-reuse' },
  run: (mock, { world, clientId }) =>
    remove(mock, world, 'clientId', clientId, (found) => found.removeClient(clientId)),
})

const listUsers = command({
  name: 'users.list',
  summary: 'The users of a world',
  method: 'GET',
  path: '/worlds/{world}/users',
  input: WorldInput,
  output: closedObject({ users: Type.Array(UserSchema) }),
  run: (mock, { world }) => ({ users: [...worldNamed(mock, world).users] }),
})

const putUser = command({
  name: 'users.put',
  summary: 'Add a user, or change the one with this sub; "active": false switches off',
  method: 'PUT',
  path: '/worlds/{world}/users',
  input: closedObject({ ...inWorld, user: UserSchema }),
  output: UserSchema,
  example: {
    user: {
      sub: '11111111-0000-4000-8000-000000000009',
      email: 'gry@klippe.example',
      password: 'mock-gry',
      name: 'Gry Test',
      locale: 'da',
      merchants: ['aaaaaaaa-0000-4000-8000-000000000001'],
    },
  },
  run: (mock, { world, user }) => put(user, () => worldNamed(mock, world).putUser(user)),
})

const removeUser = command({
  name: 'users.remove',
  summary: 'Remove a user',
  method: 'DELETE',
  path: '/worlds/{world}/users/{sub}',
  input: closedObject({ ...inWorld, sub: Type.String() }),
  output: Done,
  example: { sub: '11111111-0000-4000-8000-000000000002' },
  run: (mock, { world, sub }) => remove(mock, world, 'sub', sub, (found) => found.removeUser(sub)),
})

const listMerchants = command({
  name: 'merchants.list',
  summary: 'The merchants of a world',
  method: 'GET',
  path: '/worlds/{world}/merchants',
  input: WorldInput,
  output: closedObject({ merchants: Type.Array(MerchantSchema) }),
  run: (mock, { world }) => ({ merchants: [...worldNamed(mock, world).merchants] }),
})

const putMerchant = command({
  name: 'merchants.put',
  summary: 'Add a merchant, or change the one with its id',
  method: 'PUT',
  path: '/worlds/{world}/merchants',
  input: closedObject({ ...inWorld, merchant: MerchantSchema }),
  output: MerchantSchema,
  example: {
    merchant: {
      merchantId: 'aaaaaaaa-0000-4000-8000-000000000009',
      vat: 'DK99000090',
      country: 'DK',
      name: 'Kiosken (test)',
    },
  },
  run: (mock, { world, merchant }) => put(merchant, () => worldNamed(mock, world).putMerchant(merchant)),
})

const removeMerchant = command({
  name: 'merchants.remove',
  summary: 'Remove a merchant; the API answers 404 for its tokens',
  method: 'DELETE',
  path: '/worlds/{world}/merchants/{merchantId}',
  input: closedObject({ ...inWorld, merchantId: Type.String() }),
  output: Done,
  example: { merchantId: 'aaaaaaaa-0000-4000-8000-000000000002' },
  run: (mock, { world, merchantId }) =>
    remove(mock, world, 'merchantId', merchantId, (found) => found.removeMerchant(merchantId)),
})

export const peopleCommands = [
  listClients,
  putClient,
  removeClient,
  listUsers,
  putUser,
  removeUser,
  listMerchants,
  putMerchant,
  removeMerchant,
] as const
