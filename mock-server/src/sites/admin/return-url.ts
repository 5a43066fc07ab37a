import { createHash } from 'node:crypto'
import type { Exchange } from '../../http/exchange.ts'
import { Parameters } from '../../http/parameters.ts'

const callbackPath = '/connect/authorize/callback'

/** Where pages lead back to: the authorization request under IdentityServer's callback path. */
export function returnUrl({ base }: Exchange, parameters: Parameters): string {
  return `${base}${callbackPath}?${parameters.toQuery()}`
}

/** The request that a return URL carries; undefined where it leads anywhere but back to the provider. */
export function readReturnUrl({ base, world }: Exchange, url: string | null): Parameters | undefined {
  const prefix = `${base}${callbackPath}?`
  if (!url?.startsWith(prefix)) return undefined
  return new Parameters(new URLSearchParams(url.slice(prefix.length)), world.settings.generation)
}

/** Names one authorization request, so that a decision or a fresh login counts for it alone. */
export function requestKey(parameters: Parameters): string {
  return createHash('sha256').update(parameters.toQuery()).digest('base64url')
}
