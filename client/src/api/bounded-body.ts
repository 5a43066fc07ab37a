import { type MobilePayError, ProtocolError } from '../errors/mobilepay-error.ts'
import { joinChunks } from '../http/read-limited.ts'

/** What a body is held to. */
export interface Bounds {
  /** Bytes. */
  readonly limit: number
  /** The host that answers, for the error. */
  readonly host: string
  /** Makes the typed error of one that the body's stream has thrown. */
  readonly toError: (error: unknown) => MobilePayError
  /** Called when nothing more will come: the body was read, given up, or broke. */
  readonly onEnd: () => void
}

/** Reads the body of an answer, no further than its bounds, and not before somebody asks for it. */
export class BoundedBody {
  readonly #response: Response
  readonly #plain: Response
  #bounds: Bounds
  #stream: ReadableStream<Uint8Array> | undefined
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  #size = 0

  /** @param plain the class of the answer as `fetch` has given it */
  constructor(response: Response, plain: Response, bounds: Bounds) {
    this.#response = response
    this.#plain = plain
    this.#bounds = bounds
  }

  get isMissing(): boolean {
    return !this.#unbounded
  }

  /** The body as a stream, made when it is first asked for. Nothing is pulled ahead of its reader. */
  get stream(): ReadableStream<Uint8Array> {
    this.#stream ??= new ReadableStream({ pull: this.#pull, cancel: this.#cancel }, { highWaterMark: 0 })
    return this.#stream
  }

  /** @throws TypeError where somebody reads or has read it, as Fetch does; ProtocolError, NetworkError */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    this.#refuseUsed()
    const chunks: Uint8Array[] = []
    for (;;) {
      const chunk = await this.#read()
      if (!chunk) return joinChunks(chunks, this.#size)
      chunks.push(chunk)
    }
  }

  /** @throws TypeError where somebody reads or has read it, as Fetch does */
  clone(): { readonly copy: Response; readonly bounds: Bounds } {
    this.#refuseUsed()
    const copy: Response = this.#plain.clone.call(this.#response)
    // Who ends first does not end it for the other one.
    this.#bounds = { ...this.#bounds, onEnd: () => {} }
    return { copy, bounds: this.#bounds }
  }

  /** As the answer's own class has it; another one after each clone. */
  get #unbounded(): ReadableStream<Uint8Array> | null {
    return Reflect.get(this.#plain, 'body', this.#response)
  }

  #refuseUsed(): void {
    if (!this.#reader && !this.#stream?.locked && !this.#response.bodyUsed) return
    throw new TypeError('The body of this answer is being read, or was.')
  }

  /** @returns undefined at the end */
  async #read(): Promise<Uint8Array | undefined> {
    const { limit, host, onEnd, toError } = this.#bounds
    this.#reader ??= this.#unbounded?.getReader()
    const part = await this.#reader?.read().catch((error: unknown) => {
      onEnd()
      throw toError(error)
    })
    this.#size += part?.value?.byteLength ?? 0
    if (this.#size > limit) {
      void this.#cancel().catch(() => {})
      throw new ProtocolError('response-unexpected', { details: { host, reason: 'too large' } })
    }
    if (part?.done !== false) onEnd()
    return part?.value
  }

  readonly #pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const chunk = await this.#read()
    if (chunk) controller.enqueue(chunk)
    else controller.close()
  }

  readonly #cancel = async (reason?: unknown): Promise<void> => {
    this.#bounds.onEnd()
    await (this.#reader ?? this.#unbounded)?.cancel(reason)
  }
}
