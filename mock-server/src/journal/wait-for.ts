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
  /** What ended meanwhile, oldest first. */
  readonly seen: readonly Summary[]

  constructor(timeoutMs: number, seen: readonly Summary[]) {
    super(explain(timeoutMs, seen))
    this.seen = seen
  }
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
      reject(new JournalTimeoutError(timeoutMs, seen()))
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
  const meanwhile = seen.length === 0 ? 'None ended at all.' : `What ended instead${newestOf(seen)}:`
  return [`No exchange met the filter within ${timeoutMs} ms. ${meanwhile}`, ...inLines(seen)].join('\n')
}

function newestOf({ length }: readonly Summary[]): string {
  return length > shown ? `, the newest ${shown} of ${length}` : ''
}

/** How many exchanges a message shows. */
const shown = 10

/** The newest exchanges in lines of text. */
export function inLines(exchanges: readonly Summary[]): readonly string[] {
  return exchanges.slice(-shown).map(describe)
}

function describe({ id, method, endpoint, address, status, clientId, outcome }: Summary): string {
  return `  ${id} ${method} ${endpoint} (${address}) ${status ?? 'unanswered'} ${outcome ?? ''} ${clientId ?? ''}`.trimEnd()
}
