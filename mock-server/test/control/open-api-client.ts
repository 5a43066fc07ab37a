import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
}

interface Content {
  readonly $ref?: string
  readonly content: Readonly<Record<string, { readonly schema: object & { readonly 'x-item-schema'?: object } }>>
}

interface Operation {
  readonly operationId: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

export interface OpenApi {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly responses: Readonly<Record<string, Content>> }
}

export interface Answered {
  readonly status: number
  /** The body; of a stream the first item. */
  readonly value: unknown
}

/** A client that is made from the document alone: it knows nothing of the commands, and believes nothing unseen. */
export class OpenApiClient {
  readonly operations: readonly string[]
  readonly #document: OpenApi
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false })

  constructor(document: OpenApi) {
    this.#document = document
    this.operations = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    addFormats.default(this.#ajv)
  }

  /**
   * Calls an operation.
   * @throws where the input has members that the document does not know, or the answer is not what it says
   */
  async call(operationId: string, input: Readonly<Record<string, unknown>>): Promise<Answered> {
    const { path, method, operation } = this.#find(operationId)
    const names = (place: string) => operation.parameters.filter((one) => one.in === place).map(({ name }) => name)
    const placed = [...names('path'), ...names('query')]
    const body = Object.fromEntries(Object.entries(input).filter(([name]) => !placed.includes(name)))
    this.#checkBody(operation, body)
    const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(input[name])))
    const query = names('query').flatMap((name): [string, string][] =>
      name in input ? [[name, String(input[name])]] : [],
    )
    const response = await fetch(`${this.#document.servers[0]?.url}${filled}?${new URLSearchParams(query)}`, {
      method: method.toUpperCase(),
      ...(operation.requestBody ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    return this.#read(operation, response)
  }

  #find(operationId: string) {
    for (const [path, methods] of Object.entries(this.#document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation.operationId === operationId) return { path, method, operation }
      }
    }
    throw new Error(`The document has no operation ${operationId}.`)
  }

  #checkBody({ operationId, requestBody }: Operation, body: object): void {
    const schema = requestBody?.content['application/json']?.schema ?? { maxProperties: 0 }
    this.#check(`The body of ${operationId}`, schema, body)
  }

  async #read({ operationId, responses }: Operation, response: Response): Promise<Answered> {
    const documented = this.#resolve(responses[response.status])
    if (!documented) throw new Error(`${operationId} answered ${response.status}, which the document does not know.`)
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
    const content = documented.content[type]
    if (!content) throw new Error(`${operationId} answered ${response.status} as ${type}, against the document.`)
    const value = await readValue(type, response)
    this.#check(
      `The answer ${response.status} of ${operationId}`,
      content.schema['x-item-schema'] ?? content.schema,
      value,
    )
    return { status: response.status, value }
  }

  #resolve(content: Content | undefined): Content | undefined {
    const name = content?.$ref?.split('/').at(-1)
    return name === undefined ? content : this.#document.components.responses[name]
  }

  #check(what: string, schema: object, value: unknown): void {
    const validate = this.#ajv.compile({ ...schema, components: this.#document.components })
    if (!validate(value)) throw new Error(`${what} is not as documented: ${this.#ajv.errorsText(validate.errors)}`)
  }
}

/** JSON, or the first item of a stream. */
async function readValue(type: string, response: Response): Promise<unknown> {
  if (!/event-stream|ndjson/.test(type)) return response.json()
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const [, item] = /^(?:data: )?(\{.*\})\n/m.exec(text) ?? []
    if (item !== undefined) return JSON.parse(item)
  }
  throw new Error(`The stream ended before its first item: ${text}`)
}
