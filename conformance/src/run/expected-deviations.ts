import type { Target } from '../subjects/target.ts'
import { deviationOf, type KnownDeviation } from './known-deviations.ts'

/**
 * The entries that a check is expected to find on a target: those given for it first, then MobilePay's own where it
 * claims to be MobilePay's.
 * @param today YYYY-MM-DD; entries that have expired by then excuse nothing
 */
export function deviationsOf(
  check: string,
  { environment, generation }: Pick<Target, 'environment' | 'generation'>,
  today: string,
  given: readonly KnownDeviation[],
): readonly KnownDeviation[] {
  const own = given.filter(
    (entry) => entry.check === check && entry.generations.includes(generation) && today <= entry.expires,
  )
  const known = environment && deviationOf(check, generation, today)
  return known ? [...own, known] : own
}
