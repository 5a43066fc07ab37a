import { readLimited } from '../../http/read-limited.ts'
import { type Finding, failed, ok, skipped, warned } from './finding.ts'

/**
 * Compares this machine's clock with the `Date` of an answer, which has no parts of a second: taken as the middle of
 * its second, and held against the middle of the exchange.
 *
 * @param toleranceSeconds what the client tolerates
 */
export async function checkClock(
  url: URL,
  request: typeof fetch,
  timeoutMs: number,
  toleranceSeconds: number,
): Promise<Finding> {
  const sent = Date.now()
  const answer = await request(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => undefined,
  )
  const received = Date.now()
  if (answer) await readLimited(answer, 256 * 1024).catch(() => undefined)
  const date = Date.parse(answer?.headers.get('date') ?? '')
  if (Number.isNaN(date)) return skipped('clock', `${url.host} tells no time`)
  return judge(Math.round((date + 500 - (sent + received) / 2) / 1000), toleranceSeconds)
}

/** @param ahead seconds that the other clock is ahead of this one */
export function judge(ahead: number, toleranceSeconds: number): Finding {
  const off = Math.abs(ahead)
  const sentence =
    off <= 1
      ? 'The clock of this machine is right.'
      : `The clock of this machine is ${off} seconds ${ahead > 0 ? 'behind' : 'ahead'}.`
  const remedy = 'Synchronize the clock (NTP); tokens would be refused as expired or not valid yet.'
  if (off > toleranceSeconds) return failed('clock', sentence, remedy)
  return off > toleranceSeconds / 2 ? warned('clock', sentence, remedy) : ok('clock', sentence)
}
