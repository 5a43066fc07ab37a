import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** What came back, as it stood on the wire; a failure is an answer too. */
export interface Answer {
  /** 0 where no answer came. */
  readonly status: number
  /** Names as they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Decompressed. */
  readonly body: string
  /** What went wrong on the way. */
  readonly failure?: string
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Reuses connections, and never one that a fault has cut. */
export class Http {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #patience: number

  /** @param patience milliseconds of silence after which an answer is given up */
  constructor(patience = 10_000) {
    this.#patience = patience
  }

  send(url: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
    const options = { agent: this.#agent, method, headers, timeout: this.#patience } satisfies RequestOptions
    return new Promise((resolve) => {
      const fail = (failure: string) => resolve({ status: 0, headers: [], body: '', failure })
      const refused = invalidHeader(headers)
      if (refused !== undefined) return fail(refused)
      const sent = request(url, options, (response) => resolve(read(response)))
      sent.on('timeout', () => {
        fail('silence')
        sent.destroy()
      })
      sent.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
      sent.end(body)
    })
  }

  postForm(url: string, form: Form, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.send(url, { method: 'POST', headers: { ...type, ...headers }, body: encodeForm(form) })
  }

  close(): void {
    this.#agent.destroy()
  }
}

export type Form = Readonly<Record<string, string | undefined>>

/** Members that are undefined are left out. */
export function encodeForm(form: Form): string {
  const given = Object.entries(form).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  return new URLSearchParams(given).toString()
}

/** A token with a line break can't be sent at all. */
function invalidHeader(headers: Readonly<Record<string, string>>): string | undefined {
  const found = Object.entries(headers).find(([, value]) => /[^\t\x20-\x7e\x80-\xff]/.test(value))
  return found && `${found[0]} can't be sent`
}

async function read(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  const { rawHeaders, statusCode: status = 0 } = response
  const headers = rawHeaders.flatMap((name, index) => {
    return index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []
  })
  const body = (bytes: Buffer) => decompress(bytes, response.headers['content-encoding'])
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer)
    return { status, headers, body: body(Buffer.concat(chunks)) }
  } catch (error) {
    const { code = 'broken' } = error as NodeJS.ErrnoException
    return { status, headers, body: Buffer.concat(chunks).toString('utf8'), failure: `${code} in the body` }
  }
}

function decompress(bytes: Buffer, encoding: string | undefined): string {
  if (encoding !== 'gzip') return bytes.toString('utf8')
  return gunzipSync(bytes, { maxOutputLength: 64 * 1024 * 1024 }).toString('utf8')
}

export function headerOf({ headers }: Answer, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1]
}
