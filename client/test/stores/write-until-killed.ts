import type { RecordStore } from '../../src/index.ts'

/**
 * Many writes under way while the server dies.
 *
 * @returns the keys whose write was confirmed, and what the other writes got to hear
 */
export async function writeUntilKilled(store: RecordStore, kill: () => Promise<void>) {
  const keys = Array.from({ length: 500 }, (_, index) => `a:${index}`)
  const writes = keys.map((key) => store.set(key, 'x'.repeat(10_000)))
  const settled = Promise.allSettled(writes)
  await writes[0]
  await kill()
  const outcomes = [...(await settled), ...(await Promise.allSettled([store.set('a:late', 'x')]))]
  const confirmed = keys.filter((_, index) => outcomes[index]?.status === 'fulfilled')
  const failed = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  return { confirmed, failed }
}
