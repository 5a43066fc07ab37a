import { MemoryStore } from '../../../src/index.ts'

/** What happens at one step of a process: nothing, unless the process is told to. */
export type AtStep = (label: string) => Promise<void>

/**
 * Everything that a process does outside itself, cut into steps: before each operation of the store and each request, and
 * after it, when it has been carried out and its answer not been heard yet.
 */
export class Steps {
  readonly taken: string[] = []
  #act: AtStep = async () => {}

  /** From now on this happens at every step. */
  act(act: AtStep): void {
    this.taken.length = 0
    this.#act = act
  }

  async around<T>(label: string, work: () => Promise<T>): Promise<T> {
    await this.#step(`before ${label}`)
    const result = await work()
    await this.#step(`after ${label}`)
    return result
  }

  async #step(label: string): Promise<void> {
    this.taken.push(label)
    await this.#act(label)
  }
}

/** Stands in for a store that outlives processes. */
export class SteppedStore extends MemoryStore {
  readonly #inner: MemoryStore
  readonly #steps: Steps

  constructor(inner: MemoryStore, steps: Steps) {
    super()
    this.#inner = inner
    this.#steps = steps
  }

  override get(key: string) {
    return this.#steps.around('get', () => this.#inner.get(key))
  }

  override set(...given: Parameters<MemoryStore['set']>) {
    const [, status = 'another'] = /"status":"([a-z-]+)"/.exec(given[1]) ?? []
    return this.#steps.around(`set ${status}`, () => this.#inner.set(...given))
  }

  override delete(...given: Parameters<MemoryStore['delete']>) {
    return this.#steps.around('delete', () => this.#inner.delete(...given))
  }

  override keys(prefix: string) {
    return this.#inner.keys(prefix)
  }

  override acquire(...given: Parameters<MemoryStore['acquire']>) {
    return this.#steps.around('acquire', () => this.#inner.acquire(...given))
  }

  override release(...given: Parameters<MemoryStore['release']>) {
    return this.#steps.around('release', () => this.#inner.release(...given))
  }
}

export function steppedFetch(steps: Steps): typeof fetch {
  return (input, init) => {
    const name = new URL(String(input)).pathname.split('/').at(-1)
    return steps.around(`request ${name}`, async () => {
      const response = await fetch(input, init)
      // The whole answer has arrived: what it did at MobilePay is done.
      return new Response(await response.arrayBuffer(), response)
    })
  }
}
