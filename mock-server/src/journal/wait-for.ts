import type { Summary } from './exchange-filter.ts'
import type { EndedExchange } from './exchange-log.ts'
import type { RecordedExchange } from './exchange-record.ts'

export interface WaitOptions {
  /** By the machine's clock; 5,000 by default. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** No exchange came that was waited for. */
export class JournalTimeoutError extends Error {
  override readonly name = 'JournalTimeoutError'
}

type Watch = (watcher: (ended: EndedExchange) => void) => () => void

/** Waits for an exchange. @param seen what ended meanwhile, for the message. */
export function waitFor(
  watch: Watch,
  isMet: (ended: EndedExchange) => boolean,
  { timeoutMs = 5000, signal }: WaitOptions,
  seen: () => readonly Summary[],
): Promise<RecordedExchange> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      unwatch()
    }
    const abort = () => {
      stop()
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      stop()
      reject(new JournalTimeoutError(explain(timeoutMs, seen())))
    }, timeoutMs)
    const unwatch = watch((ended) => {
      if (!isMet(ended)) return
      stop()
      resolve(ended.read())
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function explain(timeoutMs: number, seen: readonly Summary[]): string {
  const last = seen.slice(-10).map(describe)
  const meanwhile = last.length === 0 ? 'None ended at all.' : `These ended, the last of ${seen.length}:`
  return [`No exchange met the filter within ${timeoutMs} ms. ${meanwhile}`, ...last].join('\n')
}

function describe({ id, method, endpoint, address, status, clientId, outcome }: Summary): string {
  return `  ${id} ${method} ${endpoint} (${address}) ${status ?? 'unanswered'} ${outcome ?? ''} ${clientId ?? ''}`.trimEnd()
}
