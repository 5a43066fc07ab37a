import type { Login, Rotation } from '../checks/check-context.ts'
import type { HttpRequest, HttpResponse } from '../subjects/http.ts'
import type { Target } from '../subjects/target.ts'
import { Evidence, type Exhibit } from './evidence.ts'

export type SendAndRecord = (request: HttpRequest) => Promise<HttpResponse>

/** Several exchanges that checks share; each of them cites them all. */
export interface Shared<T> {
  readonly value: T
  readonly exhibits: readonly string[]
}

/** What one run finds out about one environment: documents and the login are fetched once and shared by the checks. */
export class TargetRun {
  readonly target: Target
  readonly evidence: Evidence
  #discovery: Promise<Exhibit> | undefined
  #jwks: Promise<Exhibit> | undefined
  #login: Promise<Shared<Login>> | undefined
  #rotation: Promise<Shared<Rotation>> | undefined

  constructor(target: Target) {
    this.target = target
    this.evidence = new Evidence(target.label)
  }

  async exchange(request: HttpRequest): Promise<Exhibit> {
    return this.evidence.take(request, await this.target.send(request))
  }

  discovery(): Promise<Exhibit> {
    this.#discovery ??= this.exchange({ method: 'GET', url: this.target.discoveryUrl })
    return this.#discovery
  }

  jwks(url: string): Promise<Exhibit> {
    this.#jwks ??= this.exchange({ method: 'GET', url })
    return this.#jwks
  }

  login(perform: (send: SendAndRecord) => Promise<Login>): Promise<Shared<Login>> {
    this.#login ??= this.#share(perform)
    return this.#login
  }

  rotation(perform: (send: SendAndRecord) => Promise<Rotation>): Promise<Shared<Rotation>> {
    this.#rotation ??= this.#share(perform)
    return this.#rotation
  }

  async #share<T>(perform: (send: SendAndRecord) => Promise<T>): Promise<Shared<T>> {
    const exhibits: string[] = []
    const value = await perform(async (request) => {
      const { id, response } = await this.exchange(request)
      exhibits.push(id)
      return response
    })
    return { value, exhibits }
  }
}
