import type { MobilePayClientOptions } from '@mobilepay-oidc/client'
import type { MockWorld } from '@mobilepay-oidc/mock-server'
import { jwtHeader, readClaims, signRs256, verifyJwt } from '../../../mock-server/src/engine/jwt.ts'
import type { SigningKeys } from '../../../mock-server/src/engine/signing-keys.ts'
import type { AnyReply, CallbackRequest, ClientSettings, CommandName } from '../../src/drivers/client-driver.ts'
import { type ClientProgram, perform } from '../../src/drivers/client-program.ts'
import { MobilePayProgram } from '../../src/drivers/mobilepay-program.ts'

export type Json = Readonly<Record<string, unknown>>

/** A token that a flaw looks at. */
export interface ReadToken {
  readonly header: Json
  readonly claims: Json
  /** Whether a published key has signed it. */
  readonly isSigned: boolean
  /** The JSON of its claims. */
  readonly text: string
  /** What came beside it. */
  readonly beside: { readonly code?: string; readonly accessToken?: string }
}

/** What a flaw needs to know of the consent or connection at hand. */
export interface Known {
  readonly settings: ClientSettings
  /** The parameters of every authorization request so far, as this client made them, by state. */
  readonly started: ReadonlyMap<string, URLSearchParams>
  /** The request whose callback came last. */
  readonly latest: URLSearchParams | undefined
  readonly memory: Map<string, unknown>
  readonly now: number
  readonly world: MockWorld
  /** Another client of the same settings and keys, which remembers nothing. */
  another(): Promise<ClientProgram>
  /** Puts such a client in the place of this one. */
  forget(): Promise<void>
}

/** @returns the claims that the client is made to see, well signed; undefined: the token as it is */
export type Believe = (token: ReadToken, known: Known) => Json | undefined

export interface TokenRequest {
  url: string
  readonly form: URLSearchParams
  readonly headers: Headers
  redirect: NonNullable<RequestInit['redirect']>
}

/** What is wrong with a client that is otherwise this project's: each a change to what goes in or comes out of it. */
export interface Flaw {
  readonly flaw: string
  /** The check that must turn red. */
  readonly seenBy: string
  readonly options?: Partial<MobilePayClientOptions>
  readonly front?: Believe
  readonly back?: Believe
  readonly refreshed?: Believe
  readonly start?: (url: URL, known: Known) => void
  readonly callback?: (form: URLSearchParams, known: Known) => URLSearchParams
  readonly tokenRequest?: (request: TokenRequest, known: Known) => void
  readonly tokenAnswer?: (answer: Json, request: TokenRequest, known: Known) => Json
  readonly document?: (document: Json, known: Known) => Json
  readonly fetch?: (next: typeof fetch, known: Known) => typeof fetch
  readonly around?: (
    next: (command: CommandName, input: object) => Promise<AnyReply>,
    known: () => Known,
  ) => (command: CommandName, input: object) => Promise<AnyReply>
}

const formType = 'application/x-www-form-urlencoded'

/** This project's client with one flaw. */
export class FlawedProgram {
  readonly #flaw: Omit<Flaw, 'seenBy'>
  readonly #findWorld: (discoveryUrl: string) => MockWorld
  #program: ClientProgram
  readonly #make: () => ClientProgram
  readonly #started = new Map<string, URLSearchParams>()
  readonly #memory = new Map<string, unknown>()
  #settings: ClientSettings | undefined
  #latest: URLSearchParams | undefined

  constructor(flaw: Omit<Flaw, 'seenBy'>, findWorld: (discoveryUrl: string) => MockWorld) {
    this.#flaw = flaw
    this.#findWorld = findWorld
    const wrapped: typeof fetch = (input, init) => this.#fetch(String(input), init)
    const outer = flaw.fetch
      ? (((input, init) => flaw.fetch?.(wrapped, this.#known())(input, init)) as typeof fetch)
      : wrapped
    this.#make = () => new MobilePayProgram({ ...flaw.options, fetch: outer })
    this.#program = this.#make()
  }

  async send(command: CommandName, input: object): Promise<AnyReply> {
    if (command === 'configure') this.#configure(input as ClientSettings)
    const next = (name: CommandName, given: object) => this.#perform(name, given)
    return this.#flaw.around ? this.#flaw.around(next, () => this.#known())(command, input) : next(command, input)
  }

  /** With a folder it goes on with what it had. */
  #configure(settings: ClientSettings): void {
    if (settings.storeFolder === undefined) this.#memory.clear()
    this.#settings = settings
  }

  async #perform(command: CommandName, input: object): Promise<AnyReply> {
    if (command === 'callback') return perform(this.#program, command, await this.#callback(input as CallbackRequest))
    const reply = await perform(this.#program, command, input)
    if (reply.outcome !== 'started') return reply
    const url = new URL(reply.url)
    this.#started.set(url.searchParams.get('state') ?? '', new URLSearchParams(url.search))
    this.#flaw.start?.(url, this.#known())
    return { ...reply, url: url.href }
  }

  async #callback(input: CallbackRequest): Promise<CallbackRequest> {
    const [url = '', fragment] = input.url.split('#')
    if (fragment === undefined && input.headers['content-type'] !== formType) return input
    const sent = new URLSearchParams(fragment ?? Buffer.from(input.body, 'base64').toString('utf8'))
    const form = this.#flaw.callback?.(sent, this.#known()) ?? sent
    this.#latest = this.#started.get(form.get('state') ?? '')
    const idToken = form.get('id_token')
    const beside = { code: form.get('code') ?? '' }
    const seen = idToken === null ? undefined : await this.#believe(idToken, this.#flaw.front, beside)
    if (form === sent && seen === undefined) return input
    if (seen !== undefined) form.set('id_token', seen)
    if (fragment !== undefined) return { ...input, url: `${url}#${form}` }
    return { ...input, body: Buffer.from(form.toString()).toString('base64') }
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    if (url.includes('/.well-known/openid-configuration') && !url.endsWith('/jwks')) {
      const response = await fetch(url, init)
      const { document } = this.#flaw
      return document ? changed(response, async (json) => document(json, this.#known())) : response
    }
    if (!/\/connect\/token$/i.test(url)) return fetch(url, init)
    const request: TokenRequest = {
      url,
      form: new URLSearchParams(String(init.body)),
      headers: new Headers(init.headers),
      redirect: 'manual',
    }
    const before = request.form.toString()
    this.#flaw.tokenRequest?.(request, this.#known())
    const body = before === request.form.toString() ? init.body : request.form
    const response = await fetch(request.url, {
      ...init,
      headers: request.headers,
      body: body ?? null,
      redirect: request.redirect,
    })
    const isRefresh = request.form.get('grant_type') === 'refresh_token'
    const believe = isRefresh ? this.#flaw.refreshed : this.#flaw.back
    const { tokenAnswer } = this.#flaw
    if (response.status !== 200 || (!believe && !tokenAnswer)) return response
    return changed(response, async (json) => {
      const seen =
        believe && typeof json.id_token === 'string'
          ? await this.#believe(json.id_token, believe, { accessToken: String(json.access_token) })
          : undefined
      const told = seen === undefined ? json : { ...json, id_token: seen }
      return tokenAnswer?.(told, request, this.#known()) ?? told
    })
  }

  async #believe(
    token: string,
    believe: Believe | undefined,
    beside: ReadToken['beside'],
  ): Promise<string | undefined> {
    const header = believe && headerOf(token)
    const claims = believe && readClaims(token)
    if (!header || !claims) return undefined
    const known = this.#known()
    const isSigned = verifyJwt(token, this.#keys(known.world), '2024') !== undefined
    const seen = believe(
      { header, claims, isSigned, text: Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(), beside },
      known,
    )
    return seen && this.#sign(seen, known.world)
  }

  async #sign(claims: Json, world: MockWorld): Promise<string> {
    const { current } = this.#keys(world)
    const parts = [jwtHeader(current, '2024', 'JWT'), claims]
    const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    return `${input}.${(await signRs256(current, Buffer.from(input))).toString('base64url')}`
  }

  #keys(world: MockWorld): SigningKeys {
    return world.world.stage('sandbox').keys as SigningKeys
  }

  #known(): Known {
    if (!this.#settings) throw new Error('configure comes first.')
    const world = this.#findWorld(this.#settings.discoveryUrl)
    return {
      settings: this.#settings,
      started: this.#started,
      latest: this.#latest,
      memory: this.#memory,
      now: world.world.clock.seconds(),
      world,
      another: async () => {
        const program = this.#make()
        await perform(program, 'configure', this.#settings ?? {})
        return program
      },
      forget: async () => {
        const program = this.#make()
        await perform(program, 'configure', this.#settings ?? {})
        this.#program = program
      },
    }
  }
}

export function headerOf(token: string): Json | undefined {
  return readClaims(`.${token.split('.')[0]}`)
}

/** The answer with other JSON; as it came where it has none, or where nothing changes. */
async function changed(response: Response, change: (json: Json) => Promise<Json>): Promise<Response> {
  const { status, headers } = response
  const bytes = await response.arrayBuffer()
  const plain = new Headers(headers)
  for (const name of ['content-length', 'content-encoding']) plain.delete(name)
  const answer = (body: ArrayBuffer | string) =>
    new Response(bytes.byteLength === 0 ? null : body, { status, headers: plain })
  const json = read(bytes)
  const seen = json && (await change(json))
  return answer(seen === json ? bytes : JSON.stringify(seen))
}

function read(bytes: ArrayBuffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
