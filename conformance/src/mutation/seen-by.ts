import measured from './seen-by.json' with { type: 'json' }

/**
 * The faults of the mock that `npm run mutation -- --all --seen-by conformance/src/mutation/seen-by.json` saw turn each
 * check red; tests hold the file to the catalogue and try some of it again.
 */
const seenBy: Readonly<Record<string, readonly string[] | undefined>> = measured

/** By name; none where no fault was seen to break the check. */
export function faultsSeenBy(check: string): readonly string[] {
  return seenBy[check] ?? []
}
