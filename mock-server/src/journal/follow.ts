import type { ExchangeFilter, Summary } from './exchange-filter.ts'

interface Followed {
  readonly lastId: number
  summaries(filter: ExchangeFilter): readonly Summary[]
  watch(watcher: () => void): () => void
}

/**
 * Exchanges of a journal as they end. A slow reader holds nothing up and piles nothing up: what comes next is read from
 * what the journal keeps.
 */
export function follow(journal: Followed, filter: ExchangeFilter, signal: AbortSignal): AsyncGenerator<Summary, void> {
  // Not in the generator, which would begin to look only when it is first asked.
  const { lastId } = journal
  const { since = lastId } = filter
  // Watched from now on, also while the reader is slow: a store's news come only to journals that are watched.
  const unwatch = journal.watch(() => {})
  signal.addEventListener('abort', unwatch, { once: true })
  // An id beyond the last is of an earlier life of this mock.
  return followFrom(journal, since > lastId ? 0 : since, filter, signal, unwatch)
}

async function* followFrom(
  journal: Followed,
  from: number,
  filter: ExchangeFilter,
  signal: AbortSignal,
  unwatch: () => void,
) {
  let since = from
  try {
    while (!signal.aborted) {
      const { lastId } = journal
      yield* journal.summaries({ ...filter, since })
      since = Math.max(since, lastId)
      if (journal.lastId === lastId) await nextEnd(journal, signal)
    }
  } finally {
    unwatch()
    signal.removeEventListener('abort', unwatch)
  }
}

function nextEnd(journal: Followed, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      unwatch()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const unwatch = journal.watch(done)
    signal.addEventListener('abort', done, { once: true })
  })
}
