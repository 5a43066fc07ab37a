import type { Exchange } from '../../http/exchange.ts'
import type { Reply } from '../../http/reply.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import type { Refused } from '../../rules/refusal.ts'
import { judge } from './authorize-endpoint.ts'
import { refuse } from './refuse.ts'
import { readReturnUrl, requestKey, returnUrl } from './return-url.ts'

/** An authorization request that waits for a person on one of the pages. */
export interface Pending {
  readonly request: AuthorizeRequest
  readonly key: string
  /** Leads back to the provider. */
  readonly returnUrl: string
}

const noReturnUrl: Refused = {
  rule: 'page-without-request',
  error: 'invalid_request',
  description: 'Missing or foreign return URL',
  mend: 'Start at the authorization endpoint: the pages are reached by its redirects alone.',
}

export const foreignForm: Refused = {
  rule: 'page-form-foreign',
  error: 'invalid_request',
  description: 'Form without a valid anti-forgery token',
  mend: 'Submit the form of the page itself, in the browser that loaded it and with cookies enabled.',
}

/** The request that a page's return URL names, judged anew: a page never trusts its address. */
export function findPending(exchange: Exchange, url: string | null): Pending | Reply {
  const parameters = readReturnUrl(exchange, url)
  if (!parameters) return refuse(exchange, noReturnUrl)
  const verdict = judge(exchange, parameters)
  if (!verdict.valid) return refuse(exchange, verdict.refused)
  const { request } = verdict
  return { request, key: requestKey(request.parameters), returnUrl: returnUrl(exchange, parameters) }
}

export function isReply(pending: Pending | Reply): pending is Reply {
  return 'status' in pending
}

/** A query parameter, its name in any letter case as ASP.NET reads it. */
export function queryValue({ query }: Exchange, name: string): string | null {
  for (const [candidate, value] of new URLSearchParams(query)) {
    if (candidate.toLowerCase() === name.toLowerCase()) return value
  }
  return null
}

/** The fields of a page's own form. */
export async function readOwnForm(exchange: Exchange): Promise<URLSearchParams> {
  return new URLSearchParams((await exchange.body()).toString('utf8'))
}
