import { randomUUID } from 'node:crypto'
import type { Change } from '../../world/kept/state.ts'
import type { Backend, BackendOptions, Lease, StatePoint, Taken, Update } from '../backend.ts'
import type { StoreAddress } from '../store-address.ts'
import { StoreError, StoreUnavailableError } from '../store-error.ts'
import { toCommit, toEntries, toUpdate } from './commit-text.ts'
import { RedisConnection } from './redis-connection.ts'
import { worldKeys } from './scripts.ts'
import { Signals } from './signals.ts'

/** Milliseconds after which others go on without a process that was killed while it had a world. */
const leaseLife = 5000
/** Milliseconds that a world is waited for: longer than a lease that nobody gives back. */
const takePatience = 2 * leaseLife
/** How the data is laid out; a newer mock may have another way. */
const format = '1'

/** Keeps worlds in Redis, for any number of processes. */
export class RedisBackend implements Backend {
  readonly shown: string
  readonly #connection: RedisConnection
  readonly #prefix: string
  readonly #options: BackendOptions
  readonly #signals: Signals

  private constructor(connection: RedisConnection, prefix: string, signals: Signals, options: BackendOptions) {
    this.shown = connection.shown
    this.#connection = connection
    this.#prefix = prefix
    this.#signals = signals
    this.#options = options
  }

  /** @throws StoreError */
  static async open(address: Extract<StoreAddress, { kind: 'redis' }>, options: BackendOptions): Promise<RedisBackend> {
    const connection = await RedisConnection.open(address)
    try {
      await connection.send(['SET', `${address.prefix}:format`, format, 'NX'])
      const found = String(await connection.send(['GET', `${address.prefix}:format`]))
      if (found !== format) throw foreignFormat(address.shown, found)
      const signals = await Signals.open(connection, `${address.prefix}:changed`)
      return new RedisBackend(connection, address.prefix, signals, options)
    } catch (error) {
      connection.close()
      throw error instanceof StoreUnavailableError ? new StoreError(error.message, { cause: error }) : error
    }
  }

  async take(name: string, known: StatePoint | undefined): Promise<Taken> {
    const token = randomUUID()
    const until = Date.now() + takePatience
    using signals = this.#signals.listen(name)
    while (Date.now() < until) {
      const [outcome, number, update] = await this.#take(name, token, known)
      if (outcome === 'gone') return { update: { kind: 'gone' } }
      if (outcome === 'taken') return { update: toUpdate(update), lease: { name, token, fence: Number(number) } }
      await signals.wait(Math.min(Number(number) + 1, 50))
    }
    throw new StoreUnavailableError(`The world "${name}" was in use for too long by other processes of this mock.`)
  }

  /** A lease that was given after all, though nobody heard of it, is given back. */
  async #take(name: string, token: string, known: StatePoint | undefined): Promise<readonly unknown[]> {
    try {
      const given = [name, this.#idleLife(name), token, String(leaseLife), ...toArguments(known)]
      return (await this.#run('take', name, given)) as readonly unknown[]
    } catch (error) {
      void this.#again(() => this.release({ name, token, fence: 0 })).catch(() => undefined)
      throw error
    }
  }

  async commit(lease: Lease, at: StatePoint, changes: readonly Change[]): Promise<StatePoint> {
    const stamp = randomUUID()
    const given = [
      ...this.#signals.about(lease.name),
      lease.token,
      String(lease.fence),
      at.incarnation,
      String(at.revision),
      stamp,
      toCommit(changes),
      ...toEntries(changes),
    ]
    const revision = await this.#again(() => this.#run('commit', lease.name, given))
    if (revision === null) {
      throw new StoreUnavailableError(`Another process went on with the world "${lease.name}", this one was too slow.`)
    }
    return { incarnation: at.incarnation, revision: Number(revision), stamp }
  }

  /** What got no answer is asked for once more: a commit says then what became of it, or is done now. */
  async #again<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || !(await this.#connection.isBack(1000))) throw error
      return work()
    }
  }

  async release({ name, token }: Lease): Promise<void> {
    await this.#run('release', name, [...this.#signals.about(name), token])
  }

  async read(name: string, known: StatePoint | undefined, use: boolean): Promise<Update> {
    const given = [name, this.#idleLife(name), use ? '1' : '', ...toArguments(known)]
    return toUpdate(await this.#run('read', name, given))
  }

  async create(name: string, changes: readonly Change[]): Promise<boolean> {
    const given = [name, this.#idleLife(name), randomUUID(), randomUUID(), ...toEntries(changes)]
    return (await this.#run('create', name, given)) === 1
  }

  async remove(name: string): Promise<boolean> {
    return (await this.#run('remove', name, [...this.#signals.about(name), name])) === 1
  }

  async names(): Promise<readonly string[]> {
    return texts(await this.#connection.send(['ZRANGE', this.#worlds, '0', '-1']))
  }

  async touch(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.#connection.run('touch', [this.#worlds], names)
  }

  async sweep(): Promise<void> {
    const idle = texts(await this.#connection.run('idle', [this.#worlds], [String(this.#options.idleLife)]))
    // Reading decides, in one step, whether it is idle still.
    for (const name of idle) await this.read(name, undefined, false)
  }

  watch(listener: (name: string) => void): void {
    this.#signals.watch(listener)
  }

  async check(): Promise<void> {
    // A server that takes no more, or is the replica of another, lets everything be read.
    await this.#connection.send(['SET', `${this.#prefix}:ready`, '1', 'PX', '60000'])
  }

  async close(): Promise<void> {
    this.#connection.close()
  }

  #run(script: 'take' | 'commit' | 'release' | 'read' | 'create' | 'remove', name: string, given: readonly string[]) {
    const keys = worldKeys.map((part) => `${this.#prefix}:world:${name}:${part}`)
    return this.#connection.run(script, [...keys, this.#worlds], given)
  }

  get #worlds(): string {
    return `${this.#prefix}:worlds`
  }

  #idleLife(name: string): string {
    return name === this.#options.lasting ? '' : String(this.#options.idleLife)
  }
}

function toArguments(known: StatePoint | undefined): readonly string[] {
  return known ? [known.incarnation, String(known.revision), known.stamp] : ['', '', '']
}

function texts(reply: unknown): readonly string[] {
  return Array.isArray(reply) ? reply.map(String) : []
}

function foreignFormat(shown: string, found: string): StoreError {
  return new StoreError(
    `What Redis at ${shown} keeps was written by another version of the mock (format ${found}; this one knows ${format}). ` +
      'Update this mock, or choose another ?prefix=.',
  )
}
