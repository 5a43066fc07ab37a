import type { MockWorld } from '@mobilepay-oidc/mock-server'

type RecordedExchange = ReturnType<MockWorld['world']['journal']['find']>[number]
export type ClientEndpoint = RecordedExchange['endpoint']

/** A request of the client as the mock's journal has it, secrets taken out. */
export interface ClientExchange {
  readonly id: number
  readonly endpoint: ClientEndpoint
  readonly method: string
  /** The machine's time, milliseconds since 1970. */
  readonly startedAt: number
  /** The real address. */
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly form: URLSearchParams
  readonly body: string
  readonly merchantId: string | undefined
  readonly response:
    | { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: string }
    | undefined
}

const ofBrowsers: ReadonlySet<ClientEndpoint> = new Set<ClientEndpoint>([
  'authorize',
  'authorize-callback',
  'login',
  'logout',
  'consent',
  'merchant',
  'error-page',
  'end-session',
])

/** Whether a client sends what goes there, and not a browser. */
export function isOfClient(endpoint: ClientEndpoint): boolean {
  return !ofBrowsers.has(endpoint)
}

export function toClientExchange({
  id,
  endpoint,
  method,
  startedAt,
  address,
  merchantId,
  request,
  response,
}: RecordedExchange): ClientExchange {
  const body = request.body?.text ?? ''
  return {
    id,
    endpoint,
    method,
    startedAt,
    url: `https://${address}${request.query === '' ? '' : `?${request.query}`}`,
    headers: request.headers,
    form: new URLSearchParams(body),
    body,
    merchantId,
    response: response && { status: response.status, headers: response.headers, body: response.body.text },
  }
}
