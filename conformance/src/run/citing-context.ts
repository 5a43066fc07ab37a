import { type Environment, environments } from '@mobilepay-oidc/fixtures'
import type { Artefacts, CheckContext, JsonObject, Login, Rotation, SeenAnswer } from '../checks/check-context.ts'
import { OutcomeSignal, skip, untested } from '../checks/outcome.ts'
import { type Attempt, errorOf, isRefused } from '../flow/arrival.ts'
import type { Flow } from '../flow/flow.ts'
import { ProviderFlow } from '../flow/provider-flow.ts'
import { describeTokenAnswer, inspectJwt } from '../flow/tokens.ts'
import type { HttpRequest, HttpResponse } from '../subjects/http.ts'
import type { Target } from '../subjects/target.ts'
import type { Exhibit, SeenExchange } from './evidence.ts'
import { keysIn } from './keys-in.ts'
import type { Recorder, TargetRun } from './target-run.ts'

/** The context of one check; `cite` hears of each exchange that the check looked at. */
export class CitingContext implements CheckContext {
  readonly target: Target
  readonly environment: Environment | undefined
  readonly flow: Flow
  readonly #run: TargetRun
  readonly #cite: (exchangeId: string) => void
  readonly #signal: AbortSignal | undefined

  /** @param signal aborts when the check is over: nothing is sent for it any more */
  constructor(run: TargetRun, cite: (exchangeId: string) => void, signal?: AbortSignal) {
    this.#run = run
    this.#cite = cite
    this.#signal = signal
    this.target = run.target
    this.environment = run.target.environment && environments[run.target.environment]
    this.flow = this.#flowWith({
      send: this.send,
      record: (request, response) => void this.#shown(run.evidence.take(request, response)),
    })
  }

  readonly send = async (request: HttpRequest): Promise<HttpResponse> => {
    this.#signal?.throwIfAborted()
    return this.#shown(await this.#run.exchange(request))
  }

  async discoveryResponse(): Promise<HttpResponse> {
    return this.#shown(await this.#run.discovery())
  }

  async servedDocument(): Promise<JsonObject> {
    await this.discoveryResponse()
    const document = await this.#run.document()
    if (document) return document
    throw new OutcomeSignal(skip('There is no readable discovery document (D-01, D-03).'))
  }

  async document(): Promise<JsonObject> {
    const { toReal } = this.target.addresses
    const members = Object.entries(await this.servedDocument())
    return Object.fromEntries(
      members.map(([name, value]) => [name, typeof value === 'string' && name !== 'issuer' ? toReal(value) : value]),
    )
  }

  async jwksResponse(): Promise<HttpResponse> {
    return this.#shown(await this.#run.jwks(await this.#endpoint('jwks_uri')))
  }

  async refetchJwks(): Promise<HttpResponse> {
    return this.send({ method: 'GET', url: await this.#endpoint('jwks_uri') })
  }

  async keys(): Promise<readonly JsonObject[]> {
    const { status, body } = await this.jwksResponse()
    const keys = status === 200 ? keysIn(body) : []
    if (keys.length > 0) return keys
    throw new OutcomeSignal(skip('There is no readable key set (K-01, K-02).'))
  }

  async login(): Promise<Login> {
    return loginOf(this.flow, 'login')
  }

  async rotation(): Promise<Rotation> {
    const { rotateKeys } = this.target
    if (!rotateKeys) throw new OutcomeSignal(untested('The subject cannot be asked to rotate its keys.'))
    await this.keys()
    const jwksUri = await this.#endpoint('jwks_uri')
    return this.#once('rotation', async (recorder) => {
      const { send } = recorder
      const keys = async () => keysIn((await send({ method: 'GET', url: jwksUri })).body)
      const before = await keys()
      await rotateKeys()
      const { idTokens } = await loginOf(this.#flowWith(recorder), undefined)
      return { before, after: await keys(), idTokens }
    })
  }

  async authorize(changes: Readonly<Record<string, string>>) {
    const attempt = await this.flow.attempt(changes)
    if (!isRefused(attempt)) return { kind: 'accepted' as const }
    return { kind: 'error' as const, error: errorOf(attempt) ?? 'an error page without a code' }
  }

  seen(): readonly SeenExchange[] {
    return this.#run.evidence.seen
  }

  answers(): readonly SeenAnswer[] {
    return this.#run.answers
  }

  cite({ hops }: Attempt): void {
    const ids = hops.flatMap(({ response }) => this.#run.evidence.nameOf(response) ?? [])
    ids.forEach(this.#cite)
  }

  recall(kind: string, values: readonly string[]): number {
    return this.#run.history?.recall(`${this.target.label} ${kind}`, values) ?? 0
  }

  artefacts(): Artefacts {
    return { results: this.#run.results, exchanges: this.#run.evidence.exchanges }
  }

  #flowWith(recorder: Recorder): Flow {
    return new ProviderFlow({
      target: this.target,
      ...recorder,
      endpoint: (member) => this.#endpoint(member),
      isProvider: (url) => this.#run.isProvider(url),
      signedIn: this.#run.signedIn,
      answered: (attempt) => this.#run.answered(attempt),
      redeemed: (attempt, tokens) => this.#run.redeemed(attempt, tokens),
      loginRefused: (reason) => this.#run.withdrawLogin(reason),
      once: (name, experiment) => this.#once(name, (recorded) => experiment(this.#flowWith(recorded))),
    })
  }

  async #once<Result>(name: string, perform: (recorder: Recorder) => Promise<Result>): Promise<Result> {
    const { value, exhibits } = await this.#run.share(name, perform, this.#signal)
    exhibits.forEach(this.#cite)
    return value
  }

  async #endpoint(member: string): Promise<string> {
    const value = (await this.servedDocument())[member]
    if (typeof value === 'string' && URL.canParse(value)) {
      this.#run.admit(value)
      return value
    }
    throw new OutcomeSignal(skip(`The discovery document has no usable ${member} (D-08, D-18).`))
  }

  #shown({ id, response }: Exhibit): HttpResponse {
    this.#cite(id)
    return response
  }
}

/** A login as the checks of documents and keys look at it: ID tokens of both channels, as far as they can be read. */
async function loginOf(flow: Flow, shared: string | undefined): Promise<Login> {
  const log = async (own: Flow): Promise<Login> => {
    const { attempt, callback } = await own.code()
    const tokens = await own.redeem(attempt)
    const front = callback.fields.find(([name]) => name === 'id_token')?.[1]
    const idTokens = [
      ...(front === undefined ? [] : [{ where: 'front' as const, ...inspectJwt(front) }]),
      ...(tokens.idToken ? [{ where: 'back' as const, ...tokens.idToken }] : []),
    ].filter(({ header }) => Object.keys(header).length > 0)
    if (idTokens.length === 0) {
      throw new OutcomeSignal({
        kind: 'inconclusive',
        reason: `The login was not completed: no ID token could be read (${describeTokenAnswer(tokens)}).`,
      })
    }
    return { callback: Object.fromEntries(callback.fields), idTokens }
  }
  return shared === undefined ? log(flow) : flow.once(shared, log)
}
