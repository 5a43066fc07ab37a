import type { ClientOptions } from '../client-options.ts'

/**
 * Milliseconds that a lease lives: as long as a refresh can take at worst, which is a token request and a look for a
 * new signing key, each bounded by `timeoutMs`, and the writes around them. So who finds a lease run out knows that the
 * request made under it is over, unless its process was stopped and goes on later; what is stored is safe even then.
 */
export function leaseLifeMs({ timeoutMs }: Pick<ClientOptions, 'timeoutMs'>): number {
  return 2 * timeoutMs + 2_000
}
