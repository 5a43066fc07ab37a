import { type Environment, environments } from '@mobilepay-oidc/fixtures'
import type { CheckContext, JsonObject, Login, Rotation } from '../checks/check-context.ts'
import { OutcomeSignal, skip, untested } from '../checks/outcome.ts'
import type { HttpRequest, HttpResponse } from '../subjects/http.ts'
import type { AutomaticLogin, Target } from '../subjects/target.ts'
import { answerOf, follow, prepareRequest } from './authorization.ts'
import type { Exhibit } from './evidence.ts'
import { logIn } from './hybrid-login.ts'
import { isObject, lenientJson } from './json-values.ts'
import type { SendAndRecord, Shared, TargetRun } from './target-run.ts'

/** The context of one check; `cite` hears of each exchange that the check looked at. */
export class CitingContext implements CheckContext {
  readonly target: Target
  readonly environment: Environment | undefined
  readonly #run: TargetRun
  readonly #cite: (exchangeId: string) => void

  constructor(run: TargetRun, cite: (exchangeId: string) => void) {
    this.#run = run
    this.#cite = cite
    this.target = run.target
    this.environment = run.target.environment && environments[run.target.environment]
  }

  readonly send = async (request: HttpRequest): Promise<HttpResponse> => this.#shown(await this.#run.exchange(request))

  async discoveryResponse(): Promise<HttpResponse> {
    return this.#shown(await this.#run.discovery())
  }

  async servedDocument(): Promise<JsonObject> {
    const { status, body } = await this.discoveryResponse()
    const document = status === 200 ? lenientJson(body) : undefined
    if (isObject(document)) return document
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
    return this.#citingAll(await this.#run.login(await this.#loginSteps()))
  }

  async rotation(): Promise<Rotation> {
    const { rotateKeys } = this.target
    if (!rotateKeys) throw new OutcomeSignal(untested('The subject cannot be asked to rotate its keys.'))
    await this.keys()
    const logIn = await this.#loginSteps()
    const jwksUri = await this.#endpoint('jwks_uri')
    const kids = async (send: SendAndRecord) => kidsOf(await send({ method: 'GET', url: jwksUri }))
    const experiment = this.#run.rotation(async (send) => {
      const kidsBefore = await kids(send)
      await rotateKeys()
      const { idTokens } = await logIn(send)
      return { kidsBefore, kidsAfter: await kids(send), idTokens }
    })
    return this.#citingAll(await experiment)
  }

  async authorize(changes: Readonly<Record<string, string>>) {
    const { parameters } = prepareRequest(this.#automaticLogin())
    const endpoint = await this.#endpoint('authorization_endpoint')
    return answerOf(await follow(this.send, endpoint, { ...parameters, ...changes }))
  }

  async #loginSteps() {
    const login = this.#automaticLogin()
    const authorization = await this.#endpoint('authorization_endpoint')
    const token = await this.#endpoint('token_endpoint')
    return (send: SendAndRecord) => logIn(send, { authorization, token }, login)
  }

  #automaticLogin(): AutomaticLogin {
    const { login } = this.target
    if (login) return login
    throw new OutcomeSignal(untested('It needs a login, and this subject offers none without a person.'))
  }

  async #endpoint(member: string): Promise<string> {
    const value = (await this.servedDocument())[member]
    if (typeof value === 'string' && URL.canParse(value)) return value
    throw new OutcomeSignal(skip(`The discovery document has no usable ${member} (D-08, D-18).`))
  }

  #citingAll<T>({ value, exhibits }: Shared<T>): T {
    exhibits.forEach(this.#cite)
    return value
  }

  #shown({ id, response }: Exhibit): HttpResponse {
    this.#cite(id)
    return response
  }
}

function keysIn(body: Uint8Array): readonly JsonObject[] {
  const set = lenientJson(body)
  return isObject(set) && Array.isArray(set.keys) ? set.keys.filter(isObject) : []
}

function kidsOf({ body }: HttpResponse): readonly string[] {
  return keysIn(body).flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : []))
}
