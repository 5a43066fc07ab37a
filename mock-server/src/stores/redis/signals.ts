import { randomUUID } from 'node:crypto'
import type { RedisConnection } from './redis-connection.ts'

/** Hears signals about one world until it is let go. */
interface Listening extends Disposable {
  /** Waits for the next signal since the last wait, or for so many milliseconds. */
  wait(ms: number): Promise<void>
}

/** Words between the processes of a mock: a world has changed, or is free again. */
export class Signals {
  readonly #channel: string
  /** Tells this process's own signals from others'. */
  readonly #self = randomUUID()
  readonly #waiting = new Map<string, Set<() => void>>()
  #listener: (name: string) => void = () => {}

  private constructor(channel: string) {
    this.#channel = channel
  }

  static async open(connection: RedisConnection, channel: string): Promise<Signals> {
    const signals = new Signals(channel)
    await connection.subscribe(channel, (message) => signals.#hear(message))
    // What was said meanwhile, nobody heard.
    connection.onReconnect(() => signals.#listener(''))
    return signals
  }

  /** Channel and message of a signal about a world. */
  about(name: string): readonly [channel: string, message: string] {
    return [this.#channel, `${this.#self} ${name}`]
  }

  /** Calls back for each signal of another process; with an empty name where some may have been missed. */
  watch(listener: (name: string) => void): void {
    this.#listener = listener
  }

  /** Listens from now on. */
  listen(name: string): Listening {
    let heard = Promise.withResolvers<void>()
    const hear = () => heard.resolve()
    const others = this.#waiting.get(name) ?? new Set()
    this.#waiting.set(name, others.add(hear))
    return {
      async wait(ms) {
        const timer = setTimeout(hear, ms)
        await heard.promise
        clearTimeout(timer)
        heard = Promise.withResolvers<void>()
      },
      [Symbol.dispose]: () => {
        others.delete(hear)
        if (others.size === 0) this.#waiting.delete(name)
      },
    }
  }

  #hear(message: string): void {
    const [from, name = ''] = message.split(' ')
    for (const resolve of this.#waiting.get(name) ?? []) resolve()
    if (from !== this.#self) this.#listener(name)
  }
}
