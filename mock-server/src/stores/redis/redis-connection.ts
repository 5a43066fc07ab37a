import { createHash } from 'node:crypto'
import type { createClient } from 'redis'
import type { StoreAddress } from '../store-address.ts'
import { StoreError, StoreUnavailableError } from '../store-error.ts'
import { type ScriptName, scripts } from './scripts.ts'

type RedisAddress = Extract<StoreAddress, { kind: 'redis' }>
type Client = ReturnType<typeof createClient>

/** Milliseconds that a command may take. */
const patience = 3000

/** A connection to Redis that comes back by itself; meanwhile it refuses at once. */
export class RedisConnection {
  readonly shown: string
  readonly #client: Client
  readonly #subscriber: Client

  private constructor(shown: string, client: Client, subscriber: Client) {
    this.shown = shown
    this.#client = client
    this.#subscriber = subscriber
  }

  /** @throws StoreError where the package `redis` is missing, or Redis does not let this mock in */
  static async open({ url, shown }: RedisAddress): Promise<RedisConnection> {
    const { createClient } = await importRedis()
    const client = createClient({
      url,
      // What cannot be sent now is refused: nobody waits for a store that is away.
      disableOfflineQueue: true,
      socket: { connectTimeout: patience, reconnectStrategy: (retries) => Math.min(20 * 2 ** retries, 500) },
    }) as Client
    let last: unknown
    client.on('error', (error: unknown) => {
      last = error
    })
    const subscriber = client.duplicate({ disableOfflineQueue: false })
    subscriber.on('error', () => undefined)
    try {
      await within(Promise.all([client.connect(), subscriber.connect()]), shown)
    } catch (error) {
      client.destroy()
      subscriber.destroy()
      throw new StoreError(
        `Redis at ${shown} cannot be used: ${reasonOf(last ?? error)}. Check --store and the server.`,
      )
    }
    return new RedisConnection(shown, client, subscriber)
  }

  /** @throws StoreUnavailableError */
  async send(command: readonly string[]): Promise<unknown> {
    try {
      return await within(this.#client.sendCommand([...command]), this.shown)
    } catch (error) {
      if (isNoScript(error)) throw error
      throw new StoreUnavailableError(`Redis at ${this.shown} does not answer: ${reasonOf(error)}.`, { cause: error })
    }
  }

  /** Runs a script by its hash; a server that does not have it yet is told it. */
  async run(name: ScriptName, keys: readonly string[], parameters: readonly string[]): Promise<unknown> {
    const given = [String(keys.length), ...keys, ...parameters]
    try {
      return await this.send(['EVALSHA', hashes[name], ...given])
    } catch (error) {
      if (!isNoScript(error)) throw error
      return this.send(['EVAL', scripts[name], ...given])
    }
  }

  /** Waits for the connection to come back. @returns whether it has */
  async isBack(ms: number): Promise<boolean> {
    if (this.#client.isReady) return true
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const ready = () => resolve(true)
    const timer = setTimeout(() => resolve(false), ms)
    this.#client.once('ready', ready)
    const isBack = await promise
    clearTimeout(timer)
    this.#client.off('ready', ready)
    return isBack
  }

  subscribe(channel: string, listener: (message: string) => void): Promise<void> {
    return this.#subscriber.subscribe(channel, listener)
  }

  /** Calls back when messages may have been missed. */
  onReconnect(listener: () => void): void {
    this.#subscriber.on('ready', listener)
  }

  close(): void {
    this.#client.destroy()
    this.#subscriber.destroy()
  }
}

const hashes = Object.fromEntries(
  Object.entries(scripts).map(([name, script]) => [name, createHash('sha1').update(script).digest('hex')]),
) as Readonly<Record<ScriptName, string>>

/** An optional dependency: who keeps no state in Redis does not need it. */
async function importRedis() {
  try {
    return await import('redis')
  } catch (cause) {
    throw new StoreError('A store in Redis needs the package "redis", version 6: npm install redis@6.', { cause })
  }
}

async function within<Value>(work: Promise<Value>, shown: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new StoreUnavailableError(`Redis at ${shown} did not answer within ${patience} ms.`)),
      patience,
    )
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function isNoScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT')
}

/** Replies of Redis and errors of the network name no credentials; the message of an address that fails could. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  if (!(error instanceof Error)) return 'no connection'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message.split('\n', 1)[0]?.replace(/\.$/, '') || error.name
}
