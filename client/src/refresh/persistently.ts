import type { ClientContext } from '../client-context.ts'
import { StoreError } from '../errors/mobilepay-error.ts'

const waitsMs = [50, 200, 800, 2_000]

/** Five attempts within three seconds. A write whose answer was lost shows when it is repeated, by its revision. */
export async function persistently<T>(work: () => Promise<T>, { options }: ClientContext): Promise<T> {
  for (const milliseconds of waitsMs) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      await options.sleep(milliseconds, AbortSignal.timeout(2 * milliseconds))
    }
  }
  return await work()
}
