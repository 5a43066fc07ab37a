import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, randomFillSync } from 'node:crypto'

/**
 * What is going on: a check, or an experiment that several checks share. Recordings keep answers by it, and seeded
 * randomness starts anew in each, so that a replay of a few checks sends what the recording of all of them sent.
 */
interface Scope {
  readonly name: string
  drawn: number
}

const scopes = new AsyncLocalStorage<Scope>()
let seed: string | undefined

/** Does the work in a scope of its own. */
export function inScope<Result>(name: string, work: () => Result): Result {
  return scopes.run({ name, drawn: 0 }, work)
}

/** The scope that is being worked in; empty outside of all. */
export function scopeName(): string {
  return scopes.getStore()?.name ?? ''
}

/** Until it is disposed of, the same scope draws the same bytes: for recordings and their replay, and for nothing else. */
export function seedRandomness(value: string): Disposable {
  seed = value
  return {
    [Symbol.dispose]() {
      seed = undefined
    },
  }
}

/** To ask the system for a few bytes costs as much as to ask it for many, and a run draws a hundred thousand times. */
const drawn = Buffer.alloc(8192)
let used = drawn.length

function trulyRandom(size: number): Buffer {
  if (size > drawn.length) return randomFillSync(Buffer.alloc(size))
  if (used + size > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += size
  return Buffer.from(drawn.subarray(used - size, used))
}

/** @param size bytes */
export function randomBytes(size: number): Buffer {
  const scope = scopes.getStore()
  if (seed === undefined || !scope) return trulyRandom(size)
  const blocks: Buffer[] = []
  for (let length = 0; length < size; length += 32) {
    scope.drawn += 1
    blocks.push(createHash('sha256').update(`${seed} ${scope.name} ${scope.drawn}`).digest())
  }
  return Buffer.concat(blocks).subarray(0, size)
}

/** RFC 9562 5.4. */
export function randomUuid(): string {
  const bytes = randomBytes(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
