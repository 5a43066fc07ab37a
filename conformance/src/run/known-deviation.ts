import type { Generation } from '@mobilepay-oidc/fixtures'
import { canonical } from './json-values.ts'

/** Where MobilePay's provider is known to differ from what a check demands. */
export interface KnownDeviation {
  readonly id: string
  readonly check: string
  readonly generations: readonly Generation[]
  readonly reason: string
  readonly source: string
  /** `predicted` until a run against the sandbox confirms what was measured on the provider's software. */
  readonly status: 'attested' | 'predicted'
  /** The day (UTC) after which the entry excuses nothing and is to be looked at again. */
  readonly expires: string
  readonly owner: string
  /** Whether what a check found is this deviation, and no other failure of the same check. */
  matches(actual: unknown): boolean
}

export const bothGenerations: readonly Generation[] = ['2018', '2024']
export const measured = 'recordings of Duende IdentityServer 6.2 and IdentityServer4 2.5.4'
export const upkeep = { expires: '2028-12-31', owner: 'conformance maintainers' } as const

/** What was measured on the provider's software, and waits for a sandbox run to confirm it. */
export function predicted(entry: Omit<KnownDeviation, 'source' | 'status' | 'expires' | 'owner'>): KnownDeviation {
  return { ...entry, source: measured, status: 'predicted', ...upkeep }
}

/** Equal in meaning: members in any order, lists as sets. */
export function equals(expected: unknown): KnownDeviation['matches'] {
  return (actual) => canonical(actual) === canonical(expected)
}
