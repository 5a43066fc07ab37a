import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ClientSetUp, FromWorker, ToWorker } from './messages.ts'
import { pick, type Random } from './random.ts'

const workerMain = fileURLToPath(new URL('./worker.ts', import.meta.url))

interface Member {
  readonly instance: string
  readonly child: ChildProcess
}

/** The processes that share the store. Who is killed is followed by another one at once. */
export class Crew {
  /** When each instance was killed, in milliseconds since 1970. */
  readonly kills = new Map<string, number>()
  readonly #members: Member[] = []
  readonly #random: Random
  readonly #merchantIds: readonly string[]
  readonly #setUp: () => ClientSetUp
  readonly #hear: (message: FromWorker) => void
  #started = 0

  constructor(
    random: Random,
    merchantIds: readonly string[],
    setUp: () => ClientSetUp,
    hear: (message: FromWorker) => void,
  ) {
    this.#random = random
    this.#merchantIds = merchantIds
    this.#setUp = setUp
    this.#hear = hear
  }

  /** Starts so many, and waits until they are at work. */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#startOne()))
  }

  tellClock(offsetMs: number): void {
    for (const { child } of this.#members) send(child, { kind: 'clock', offsetMs })
  }

  /** Kills one at random, as the kernel does it to who takes too much memory, and starts another. */
  async killOne(): Promise<void> {
    const member = pick(this.#random, this.#members)
    this.#members.splice(this.#members.indexOf(member), 1)
    const ended = once(member.child, 'exit')
    this.kills.set(member.instance, Date.now())
    member.child.kill('SIGKILL')
    await ended
    await this.#startOne()
  }

  /** Lets all of them end what they are at. */
  async stop(): Promise<void> {
    await Promise.all(
      this.#members.map(async ({ child }) => {
        const ended = once(child, 'exit')
        send(child, { kind: 'stop' })
        await ended
      }),
    )
  }

  async #startOne(): Promise<void> {
    this.#started += 1
    const instance = `instance-${this.#started}`
    const child = fork(workerMain, { execArgv: ['--conditions=source'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const ready = Promise.withResolvers<void>()
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') ready.resolve()
      else this.#hear(message)
    })
    child.once('exit', (code) => ready.reject(new Error(`${instance} ended with ${code} before it was at work.`)))
    const seed = Math.floor(this.#random() * 2 ** 32)
    send(child, { kind: 'set-up', instance, seed, client: this.#setUp(), merchantIds: this.#merchantIds })
    await ready.promise
    // Time went on while it started; it waits for this before it begins.
    send(child, { kind: 'clock', offsetMs: this.#setUp().offsetMs })
    this.#members.push({ instance, child })
  }
}

function send(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message, () => {})
}
