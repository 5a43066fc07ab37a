import type { CommandInput, CommandName, CommandOutput } from '../../control/table.ts'
import { type CommandRequest, type OpenApiDocument, type Operations, operationsOf, requestOf } from './operations.ts'

interface FieldError {
  readonly field: string
  readonly allowed: string
}

/** A command that the mock refused, in its own words (RFC 9457); nothing has changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly errors: readonly FieldError[]

  constructor(status: number, detail: string, errors: readonly FieldError[] = []) {
    super(detail)
    this.status = status
    this.errors = errors
  }
}

/** Nobody answers where the mock was. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** Kept as long as the tab is open. */
const tokenKey = 'mobilepay-mock-control-token'

/** The control surface, as the page speaks to it. */
export class Api {
  /** Called when the mock asks for its token; the request is sent again with what it returns. */
  readonly #askForToken: () => Promise<string>
  #operations: Promise<Operations> | undefined

  constructor(askForToken: () => Promise<string>) {
    this.#askForToken = askForToken
  }

  async has(name: string): Promise<boolean> {
    return (await this.operations()).has(name)
  }

  /** Whether this mock asks for its token. */
  get isGuarded(): boolean {
    return sessionStorage.getItem(tokenKey) !== null
  }

  operations(): Promise<Operations> {
    this.#operations ??= this.#readOperations().catch((error: unknown) => {
      this.#operations = undefined
      throw error
    })
    return this.#operations
  }

  /** @throws Refusal, Unreachable */
  async call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandOutput<Name>> {
    const answer = await this.send(await this.request(name, input))
    return (await answer.json()) as CommandOutput<Name>
  }

  async request<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandRequest> {
    return requestOf(await this.operations(), name, input as Readonly<Record<string, unknown>>)
  }

  /** @throws Refusal, Unreachable */
  async send({ method, path, body }: CommandRequest, init: RequestInit = {}): Promise<Response> {
    const answer = await this.#fetch(path, { ...init, method, ...(body === undefined ? {} : { body }) })
    if (answer.ok) return answer
    throw await readRefusal(answer)
  }

  async #readOperations(): Promise<Operations> {
    const answer = await this.send({ method: 'GET', path: 'openapi.json', body: undefined })
    return operationsOf((await answer.json()) as OpenApiDocument)
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const used = sessionStorage.getItem(tokenKey)
    const headers = new Headers(init.headers)
    if (init.body !== undefined) headers.set('content-type', 'application/json')
    if (used !== null) headers.set('authorization', `Bearer ${used}`)
    const answer = await fetch(path, { ...init, headers }).catch((error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new Unreachable('The mock does not answer. Is it still running?', { cause: error })
    })
    if (answer.status !== 401) return answer
    // Another request may have brought a newer one meanwhile.
    if (sessionStorage.getItem(tokenKey) === used) sessionStorage.setItem(tokenKey, await this.#askForToken())
    return this.#fetch(path, init)
  }
}

async function readRefusal(answer: Response): Promise<Refusal> {
  const details = (await answer.json().catch(() => ({}))) as { detail?: string; errors?: readonly FieldError[] }
  return new Refusal(answer.status, details.detail ?? `The mock answered ${answer.status}.`, details.errors)
}
