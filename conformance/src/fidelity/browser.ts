import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  /** Names and values as they came, in order. */
  readonly rawHeaders: readonly (readonly [string, string])[]
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Sending {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' }

/** One person's browser, or with no cookies a back end: sends what it is told and follows nothing. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  async send(url: string, { method = 'GET', headers = {}, body }: Sending = {}): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await exchange(url, method, { ...headers, ...(cookie ? { cookie } : {}) }, body)
    for (const line of answer.headers['set-cookie'] ?? []) this.#remember(line)
    return answer
  }

  get(url: string): Promise<Answer> {
    return this.send(url)
  }

  postForm(url: string, form: URLSearchParams, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send(url, { method: 'POST', headers: { ...formType, ...headers }, body: form.toString() })
  }

  /** The value of the cookie whose name ends so. */
  cookie(ending: string): string | undefined {
    return [...this.#cookies].find(([name]) => name.endsWith(ending))?.[1]
  }

  #remember(line: string): void {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (value) this.#cookies.set(name, value)
    else this.#cookies.delete(name)
  }
}

function exchange(url: string, method: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      const { statusCode: status = 0, headers: received, rawHeaders } = response
      const pairs = Array.from({ length: rawHeaders.length / 2 }, (_, index) => pairAt(rawHeaders, index * 2))
      resolve({ status, headers: received, rawHeaders: pairs, body: text })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function pairAt(list: readonly string[], index: number): readonly [string, string] {
  return [list[index] ?? '', list[index + 1] ?? '']
}
