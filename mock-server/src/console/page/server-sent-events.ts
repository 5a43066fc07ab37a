/** One event of a stream. */
export interface ServerSentEvent {
  readonly event: string
  readonly data: string
  /** The last id that the stream gave, this event's or an earlier one's. */
  readonly lastId: string
}

/**
 * Reads an event stream (HTML Living Standard, 9.2.6). The browser's own EventSource can send no Authorization header,
 * so the stream is read through `fetch`.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const fields = new Fields()
  let rest = ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const lines = `${rest}${decoder.decode(value, { stream: true })}`.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const event = fields.take(line)
      if (event) yield event
    }
  }
}

class Fields {
  #event = ''
  #data: string[] = []
  #lastId = ''

  /** @returns the event that an empty line ends; undefined on every other line */
  take(line: string): ServerSentEvent | undefined {
    if (line === '') return this.#end()
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'data') this.#data.push(value)
    if (name === 'event') this.#event = value
    if (name === 'id' && !value.includes('\0')) this.#lastId = value
    return undefined
  }

  #end(): ServerSentEvent | undefined {
    const event = { event: this.#event || 'message', data: this.#data.join('\n'), lastId: this.#lastId }
    const isEvent = this.#data.length > 0
    this.#event = ''
    this.#data = []
    return isEvent ? event : undefined
  }
}
