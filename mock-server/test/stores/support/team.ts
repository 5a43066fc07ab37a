import { type MockEnvironment, type MockServer, type MockServerOptions, startMockServer } from '../../../src/index.ts'
import { environmentsAt } from '../../../src/world-address.ts'

/** Mocks that share a store, asked by turns. */
export class Team implements AsyncDisposable {
  readonly mocks: readonly MockServer[]
  #turn = 0

  private constructor(mocks: readonly MockServer[]) {
    this.mocks = mocks
  }

  static async start(size: number, options: MockServerOptions): Promise<Team> {
    const mocks: MockServer[] = []
    for (let index = 0; index < size; index += 1) mocks.push(await startMockServer({ consent: 'auto', ...options }))
    return new Team(mocks)
  }

  /** Whoever's turn it is. */
  get next(): MockServer {
    this.#turn += 1
    const mock = this.mocks[this.#turn % this.mocks.length]
    if (!mock) throw new RangeError('A team has at least one mock.')
    return mock
  }

  /** Where the Danish sandbox of a world is, at whoever's turn it is. */
  place(world?: string): MockEnvironment {
    const { url } = this.next
    return environmentsAt(world === undefined ? url : `${url}/w/${world}`)['sandbox-dk']
  }

  get control(): MockServer['control'] {
    return this.next.control
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.mocks.map((mock) => mock.close()))
  }
}
