import { apiResources, clients, merchants, users } from '@mobilepay-oidc/fixtures'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findFault } from '../../src/faults/catalogue.ts'
import type { Change } from '../../src/world/kept/state.ts'
import { defaultSettings } from '../../src/world/settings.ts'
import { World } from '../../src/world/world.ts'

const stages = ['sandbox', 'production'] as const

function aWorld(): World {
  const world = new World(defaultSettings, { apiResources, clients, merchants, users })
  world.faults.catalogue = findFault
  // What is made when it is asked for is made now, so that all of two worlds can be compared.
  for (const stage of stages) world.stage(stage).engineWorld.entries('RefreshToken')
  return world
}

/** Everything, in one order. */
function inOrder(changes: readonly Change[]): readonly Change[] {
  const key = (change: Change) => JSON.stringify([change.collection, change.entry?.position, change.key])
  return [...changes].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

type Act = (world: World, pick: number) => void

const [user] = users
const [client] = clients
const fault = findFault('hold')
if (!user || !client || !fault) throw new Error('The seeds and the catalogue have some.')

/** What requests and commands do to a world. */
const acts: Readonly<Record<string, Act>> = {
  'signs in': (world) => void world.sessions.start(user.sub),
  decides: (world, pick) => {
    const session = world.sessions.start(user.sub)
    session.decisions.set(`request ${pick % 3}`, { merchantId: 'm' })
    session.clients.add(client.clientId)
    if (pick % 2 === 0) session.decisions.delete(`request ${pick % 3}`)
  },
  consents: (world, pick) => {
    const key = { sub: user.sub, clientId: `client ${pick % 4}`, merchantId: pick % 3 === 0 ? undefined : 'm' }
    world.stage(stages[pick % 2] ?? 'sandbox').grants.allow(key, ['openid'])
  },
  revokes: (world, pick) => {
    world.stage(stages[pick % 2] ?? 'sandbox').grants.remove(user.sub, `client ${pick % 4}`)
  },
  'spends a nonce': (world, pick) => world.stage('sandbox').spentNonces.spend('client', `nonce ${pick % 5}`),
  'spends a code': (world, pick) => {
    world.stage('sandbox').spent.remember(`code ${pick % 5}`, pick % 2 === 0 ? undefined : 'token')
  },
  'stores a token': (world, pick) => {
    const entries = world.stage('sandbox').engineWorld.entries('RefreshToken')
    entries.delete(`token ${pick % 5}`)
    entries.set(`token ${pick % 5}`, { payload: { clientId: 'client' }, expiresAt: pick })
  },
  'takes a token': (world, pick) => {
    world
      .stage('sandbox')
      .engineWorld.entries('RefreshToken')
      .delete(`token ${pick % 5}`)
  },
  'rotates keys': (world, pick) => world.stage('production').keys.rotate(pick % 2 === 0),
  'sets the clock': (world, pick) => world.clock.set(pick * 1000),
  'stops and starts the clock': (world, pick) => (pick % 2 === 0 ? world.clock.freeze() : world.clock.resume()),
  'sets switches': (world, pick) => world.setSwitches({ strictParameters: pick % 2 === 0 }),
  'changes people': (world, pick) => world.putUser({ ...user, name: `Name ${pick}` }),
  'removes and adds a client': (world) => {
    world.removeClient(client.clientId)
    world.putClient(client)
  },
  'arms a fault': (world, pick) => {
    const order = { target: {}, nth: 1, times: pick % 2 === 0 ? 1 : ('always' as const), parameters: {} }
    world.faults.arm(fault, order)
  },
  'a fault acts': (world, pick) => {
    const armed = world.faults.all[pick % Math.max(world.faults.all.length, 1)]
    if (!armed || armed.isSpent) return
    world.faults.meet(armed)
    armed.memory.set('seen', pick)
    world.faults.count(armed)
  },
  'faults are taken away': (world, pick) =>
    pick % 3 === 0 ? world.faults.clear() : world.faults.remove(String(pick % 4)),
  'signs out': (world, pick) => {
    world.logouts.set(`logout ${pick % 3}`, { clientId: undefined, postLogoutRedirectUri: undefined })
  },
}

const turn = fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.nat(50)), { maxLength: 6 })

test('a copy that takes every change is the same as one that takes everything, and as the original', () => {
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), fc.nat(11), (turns, lost) => {
      const original = aWorld()
      const copy = aWorld()
      original.state.keep()
      const beginning = original.state.whole()
      copy.state.takeWhole(beginning)
      copy.state.keep()
      const store = new Map(beginning.map((change) => [`${change.collection} ${change.key}`, change]))
      for (const [index, done] of turns.entries()) {
        original.state.open()
        for (const [name, pick] of done) acts[name]?.(original, pick)
        const changes = original.state.changes()
        original.state.close()
        // A turn that its store did not take has not been: the original reads what there was.
        if (index === lost) original.state.takeWhole([...store.values()])
        else {
          for (const change of changes) store.set(`${change.collection} ${change.key}`, change)
          for (const [key, { entry }] of store) if (!entry) store.delete(key)
          copy.state.take(changes)
        }
        original.state.settle()
        copy.state.settle()
        const kept = inOrder([...store.values()])
        expect(inOrder(original.state.whole())).toEqual(kept)
        expect(inOrder(copy.state.whole())).toEqual(kept)
        expect(copy.clients.map(({ clientId }) => clientId)).toEqual(original.clients.map(({ clientId }) => clientId))
        expect(copy.stage('sandbox').grants.all).toEqual(original.stage('sandbox').grants.all)
        expect(copy.faults.all.map(({ id }) => id)).toEqual(original.faults.all.map(({ id }) => id))
        expect(copy.clock.frozen).toBe(original.clock.frozen)
      }
    }),
    { numRuns: 200 },
  )
})

test('a turn changes what it changes, and outside of a turn nothing can be', () => {
  const world = aWorld()
  world.state.keep()
  expect(() => world.clock.freeze()).toThrow('changes only by requests and commands')
  expect(() => world.putClient(client)).toThrow('changes only by requests and commands')
  expect(world.clock.frozen).toBe(false)
  world.state.open()
  world.clock.freeze()
  expect(world.state.changes()).toMatchObject([{ collection: 'clock', key: '' }])
  world.state.close()
})

test('what a limit drops is dropped from the store as well', () => {
  const world = aWorld()
  world.state.keep()
  world.state.open()
  for (let index = 0; index < 1001; index += 1) {
    world.logouts.set(`logout ${index}`, { clientId: undefined, postLogoutRedirectUri: undefined })
  }
  const dropped = world.state.changes().filter(({ entry }) => !entry)
  expect(dropped).toEqual([{ collection: 'logouts', key: 'logout 0', entry: undefined }])
})
