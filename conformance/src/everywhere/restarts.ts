import type { Lab } from '../flow/lab.ts'
import type { Send } from '../subjects/http.ts'

/**
 * Restarts a server again and again between the requests of a run: whenever so many have been sent, the next ones wait
 * until those under way are answered and the server is back.
 */
export class Restarts {
  readonly #every: number
  readonly #restart: () => Promise<void>
  #sent = 0
  #underWay = 0
  #pause: Promise<void> | undefined
  #quiet: (() => void) | undefined

  /** @param every requests from one restart to the next */
  constructor(every: number, restart: () => Promise<void>) {
    this.#every = every
    this.#restart = restart
  }

  /** Counts what is sent by it, and holds it back while the server is away. */
  around(send: Send): Send {
    const sending: Send = async (request) => {
      while (this.#pause) await this.#pause
      this.#sent += 1
      if (this.#sent % this.#every === 0) await this.#pauseForRestart()
      return this.#meanwhile(() => send(request))
    }
    const { traffic } = send
    return traffic ? Object.assign(sending, { traffic }) : sending
  }

  /** Commands are given while the server is there, too. */
  aroundLab(lab: Lab): Lab {
    return new Proxy(lab, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...args: readonly unknown[]) => this.#meanwhile(() => Reflect.apply(member, target, args))
      },
    })
  }

  async #meanwhile<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#pause) await this.#pause
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#quiet?.()
    }
  }

  async #pauseForRestart(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#quiet = resolve
    if (this.#underWay === 0) resolve()
    this.#pause = promise.then(this.#restart).finally(() => {
      this.#pause = undefined
      this.#quiet = undefined
    })
    await this.#pause
  }
}
