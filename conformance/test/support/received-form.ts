import type { Acts } from './unlisted-defect.ts'

type Handling = Parameters<NonNullable<Acts['handle']>>[0]
type Exchange = Parameters<Handling>[0]
export type Reply = Awaited<ReturnType<Handling>>
type Client = NonNullable<ReturnType<Exchange['world']['findClient']>>

/** A form that comes to the back channel of a mock, and what a defect may do with it. */
export interface ReceivedForm {
  readonly form: URLSearchParams
  readonly exchange: Exchange
  /** Kept from one request to the next. */
  readonly memory: Map<string, unknown>
  /** The client that the request names, whoever sent it. */
  readonly client: Client | undefined
  /** The secret that came with it. */
  readonly secret: string | undefined
  readonly isBasic: boolean
  /** The provider's time in milliseconds. */
  readonly now: number
  /** Handled as usual. @param changes of the form's parameters; `undefined` takes one out */
  pass(changes?: Readonly<Record<string, string | undefined>>): Promise<Reply>
  /** Handled as if the client had sent its own secret. */
  letIn(): Promise<Reply>
}

/** A defect in how forms are answered. @param act its own answer; undefined where a form does not concern it */
export function onForm(act: (received: ReceivedForm) => Reply | undefined | Promise<Reply | undefined>): Acts {
  return {
    handle:
      (handle, { memory }) =>
      async (exchange) => {
        const received = await receive(handle, exchange, memory)
        return (await act(received)) ?? received.pass()
      },
  }
}

async function receive(handle: Handling, exchange: Exchange, memory: Map<string, unknown>): Promise<ReceivedForm> {
  const { headers, world } = exchange
  const form = new URLSearchParams((await exchange.body()).toString('utf8'))
  const basic = /^basic (.+)/i.exec(headers.authorization ?? '')?.[1]
  const [id, secret] =
    basic === undefined
      ? [form.get('client_id'), form.get('client_secret')]
      : Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
  const client = world.findClient(id ?? '')
  const pass = async (changes: Readonly<Record<string, string | undefined>> = {}, authorization?: string) => {
    const changed = new URLSearchParams(form)
    for (const [name, value] of Object.entries(changes)) {
      changed.delete(name)
      if (value !== undefined) changed.append(name, value)
    }
    const body = async () => (Object.keys(changes).length === 0 ? exchange.body() : Buffer.from(changed.toString()))
    return handle({ ...exchange, body, headers: { ...headers, ...(authorization && { authorization }) } })
  }
  return {
    form,
    exchange,
    memory,
    client,
    secret: secret ?? undefined,
    isBasic: basic !== undefined,
    now: world.clock.now(),
    pass,
    letIn: () => pass({}, `Basic ${Buffer.from(`${client?.clientId}:${client?.clientSecret}`).toString('base64')}`),
  }
}

/** The answer of the token endpoint, or of revocation or introspection. */
export function answer(status: number, members: object): Reply {
  return {
    status,
    headers: [
      ['Content-Type', 'application/json; charset=UTF-8'],
      ['Cache-Control', 'no-store'],
      ['Pragma', 'no-cache'],
    ],
    body: JSON.stringify(members),
  }
}

export function membersOf({ body }: Reply): Readonly<Record<string, unknown>> {
  return body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>)
}

/** The same answer with other members, where it brings tokens or is active. */
export function withMembers(reply: Reply, members: object): Reply {
  return reply.status === 200 ? { ...reply, body: JSON.stringify({ ...membersOf(reply), ...members }) } : reply
}
