import type { ClientOptions } from '../client-options.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { jsonExchange } from '../http/json-exchange.ts'
import { serverAttributes } from '../observability/attributes.ts'
import { type Note, observe } from '../observability/observe.ts'
import { checkProviderMetadata, type ProviderMetadata } from './check-provider-metadata.ts'
import { KeptValue } from './kept-value.ts'
import { repeatedMember } from './repeated-member.ts'
import { checkKeySet, SigningKeys } from './signing-keys.ts'

/** One hour: MobilePay asks not to hard-code endpoints because they may change, and they hardly ever do. */
const metadataLifeMs = 60 * 60_000

/** What is known of the provider: its checked discovery document and its keys, both kept for a while. */
export class Provider {
  readonly keys: SigningKeys
  readonly #metadata: KeptValue<ProviderMetadata>
  readonly #options: ClientOptions

  constructor(options: ClientOptions) {
    this.#options = options
    this.#metadata = new KeptValue(() => this.#discover(), metadataLifeMs)
    this.keys = new SigningKeys(() => this.#loadKeys())
  }

  /**
   * The discovery document, checked.
   *
   * @throws ProtocolError `discovery-invalid`, `discovery-issuer-mismatch`, `discovery-host-not-pinned`
   * @throws NetworkError
   */
  metadata(): Promise<ProviderMetadata> {
    return this.#metadata.get()
  }

  #discover(): Promise<ProviderMetadata> {
    const { environment } = this.#options
    const { discoveryUrl } = environment
    return observe(
      'discovery',
      this.#options,
      () => serverAttributes(discoveryUrl),
      async (note) => checkProviderMetadata(await this.#json(discoveryUrl, 'discovery-invalid', note), environment),
    )
  }

  async #loadKeys() {
    const url = new URL((await this.metadata()).jwks_uri)
    return observe(
      'jwks',
      this.#options,
      () => serverAttributes(url),
      async (note) => checkKeySet(await this.#json(url, 'response-unexpected', note)),
    )
  }

  async #json(url: URL, refusal: 'discovery-invalid' | 'response-unexpected', note: Note): Promise<unknown> {
    const response = await jsonExchange(url, { headers: { accept: 'application/json' } }, this.#options)
    note({ 'http.response.status_code': response.status })
    const details = { host: url.host, status: response.status }
    if (response.status !== 200) throw new ProtocolError(refusal, { details })
    const json = await response.text()
    const document = parse(
      json,
      (cause) => new ProtocolError(refusal, { cause, details: { ...details, reason: 'not JSON' } }),
    )
    const repeated = repeatedMember(json)
    if (repeated === undefined) return document
    // Names come from outside: only those that look like a member's are repeated in a message.
    const member = /^\w{1,64}$/.test(repeated) ? repeated : 'another'
    throw new ProtocolError(refusal, { details: { ...details, member, reason: 'there twice' } })
  }
}

function parse(json: string, refused: (cause: unknown) => ProtocolError): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw refused(cause)
  }
}
