import type { ExchangeLine } from './mock-world.ts'

/** A request for tokens as the mock has seen it. Tokens are told apart by the journal's fingerprints. */
export interface TokenExchange {
  readonly id: number
  /** World time, milliseconds since 1970. */
  readonly at: number
  /** Who asked. */
  readonly instance: string
  /** The refresh token that was sent; undefined where a code was redeemed. */
  readonly presented: string | undefined
  /** `unanswered`: whoever asked was gone before the answer. */
  readonly outcome: 'issued' | 'refused' | 'unanswered'
  /** The refresh token of the answer. */
  readonly issued: string | undefined
  readonly merchantId: string | undefined
}

export function readExchange({ id, at, merchantId, request, response }: ExchangeLine): TokenExchange {
  const form = new URLSearchParams(request.body?.text)
  const agent = request.headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? ''
  return {
    id,
    at,
    merchantId,
    instance: agent.replace('soak/', ''),
    presented: form.get('refresh_token') ?? undefined,
    outcome: response === undefined ? 'unanswered' : response.status === 200 ? 'issued' : 'refused',
    issued: response?.status === 200 ? refreshTokenIn(response.body.text) : undefined,
  }
}

/** Read as text: the journal may have cut the end off. */
function refreshTokenIn(body: string): string | undefined {
  return /"refresh_token":"([^"]+)"/.exec(body)?.[1]
}
