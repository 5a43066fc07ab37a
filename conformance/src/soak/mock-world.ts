import type { People } from './people.ts'

/** What of the mock's journal the judge looks at, and where it is. */
export interface ExchangeLine {
  readonly id: number
  readonly at: number
  readonly startedAt: number
  readonly merchantId?: string
  readonly request: {
    readonly headers: readonly (readonly [string, string])[]
    readonly body?: { readonly text: string }
  }
  readonly response?: { readonly status: number; readonly body: { readonly text: string } }
}

interface CreatedWorld {
  readonly environments: { readonly 'sandbox-dk': { readonly discoveryUrl: string; readonly apiUrl: string } }
}

const worldName = 'soak'

/** A world of a mock in another process, moved through its control API. */
export class MockWorld {
  readonly discoveryUrl: string
  readonly apiUrl: string
  readonly #control: string
  #offsetMs = 0

  private constructor(control: string, { environments }: CreatedWorld) {
    this.#control = control
    this.discoveryUrl = environments['sandbox-dk'].discoveryUrl
    this.apiUrl = environments['sandbox-dk'].apiUrl
  }

  /** @param url of the running mock */
  static async create(url: string, { merchants, users }: People): Promise<MockWorld> {
    const control = `${url}/_mock/worlds`
    const created = await send('POST', control, { name: worldName, consent: 'auto', merchants, users })
    return new MockWorld(`${control}/${worldName}`, (await created.json()) as CreatedWorld)
  }

  /** How far the world's clock is before the machine's, in milliseconds. */
  get offsetMs(): number {
    return this.#offsetMs
  }

  async advance(seconds: number): Promise<void> {
    await send('POST', `${this.#control}/clock/advance`, { duration: `PT${seconds}S` })
    this.#offsetMs += seconds * 1000
  }

  /** The requests to the token endpoint that ended after that one, oldest first. */
  async tokenExchanges(since: number): Promise<readonly ExchangeLine[]> {
    const answer = await send('GET', `${this.#control}/journal/ndjson?endpoint=token&since=${since}`)
    const lines = (await answer.text()).split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line) as ExchangeLine)
  }
}

async function send(method: string, url: string, body?: object): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`The mock answered ${answer.status} to ${method} ${url}: ${await answer.text()}`)
  return answer
}
