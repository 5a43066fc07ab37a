import { isDeepStrictEqual } from 'node:util'
import type { Change } from '../world/kept/state.ts'
import type { WorldOptions } from '../world/world-options.ts'
import { StoreError } from './store-error.ts'

const collection = 'begun-with'

/** Options that a default world is made from, as they were given. */
const compared = [
  'generation',
  'consent',
  'amr',
  'profile',
  'switches',
  'merchants',
  'users',
  'clients',
  'apiResources',
] as const

/** What the default world is begun with, for the store. */
export function begunWith(options: WorldOptions): Change {
  return { collection, key: '', entry: { position: 0, json: JSON.stringify(given(options)) } }
}

/**
 * A store's default world was begun with options, and has changed since by commands. Other options would have to be
 * ignored, or overwrite what it has: nobody would expect either.
 * @throws StoreError that names what differs
 */
export function checkBegunWith(options: WorldOptions, stored: readonly Change[], shown: string): void {
  const entry = stored.find((change) => change.collection === collection)?.entry
  const before: Readonly<Record<string, unknown>> = entry ? JSON.parse(entry.json) : {}
  const now: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(given(options)))
  const differing = compared.filter((name) => !isDeepStrictEqual(before[name], now[name]))
  if (differing.length === 0) return
  const said = differing.map((name) => `${name} (${inWords(before[name])} there, ${inWords(now[name])} here)`)
  throw new StoreError(
    `The store ${shown} was begun with other options: ${said.join(', ')}. Start the mock with those of then and change ` +
      'its state by commands, or give it an empty store.',
  )
}

/** @throws StoreError: a clock that a program has made cannot be kept. */
export function refuseClock({ clock }: WorldOptions): void {
  if (!clock) return
  throw new StoreError(
    'A clock of your own cannot be kept in a store. Leave out "clock", and set the time by commands: clock.set.',
  )
}

function given(options: WorldOptions): object {
  return Object.fromEntries(compared.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])))
}

function inWords(value: unknown): string {
  if (value === undefined) return 'none'
  return typeof value === 'string' ? value : 'others'
}
