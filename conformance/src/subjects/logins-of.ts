import type { AutomaticLogin, Target } from './target.ts'

/** Every login that checks of a target use. */
export function loginsOf({ login, other, lab }: Target): readonly AutomaticLogin[] {
  return [login, other, lab?.other, lab?.reuse, lab?.severalMerchants, lab?.otherCountry].flatMap((one) => one ?? [])
}
