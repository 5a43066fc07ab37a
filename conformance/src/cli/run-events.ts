import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { EventFile } from '../reports/event-file.ts'
import type { RunListener } from '../run/run-checks.ts'
import { UsageError } from './usage-error.ts'

/** What an event stream begins with. */
export interface Beginning {
  readonly subject: string
  readonly environments: readonly string[]
  readonly generation: string | undefined
  /** How many verdicts there will be. */
  readonly checks: number
}

/**
 * The stream is written from the start, so that a run that is killed leaves what it has seen.
 * @param out the folder of the reports; without one there is no stream
 * @throws UsageError where it can't be written
 */
export async function openEvents(out: string | undefined, beginning: Beginning): Promise<EventFile | undefined> {
  if (out === undefined) return undefined
  return orExplain(out, async () => {
    mkdirSync(out, { recursive: true })
    const events = new EventFile(join(out, 'events.ndjson'))
    events.write({ type: 'run', ...beginning, startedAt: new Date().toISOString() })
    return events
  })
}

/** A listener that tells two. */
export function both(one: RunListener, other: RunListener): RunListener {
  const exchange = one.exchange ?? other.exchange
  return {
    // Where nobody hears of exchanges, they need not be redacted before somebody reads them.
    ...(exchange && {
      exchange: (id, recorded) => {
        one.exchange?.(id, recorded)
        other.exchange?.(id, recorded)
      },
    }),
    begin: (check, environment) => {
      one.begin?.(check, environment)
      other.begin?.(check, environment)
    },
    result: (result) => {
      one.result?.(result)
      other.result?.(result)
    },
  }
}

/** @throws UsageError where the folder can't be written */
export async function orExplain<Result>(directory: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new UsageError(`The reports could not be written to ${directory} (${code}).`)
  }
}
