import { closeSync, openSync, writeSync } from 'node:fs'
import type { RunListener } from '../run/run-checks.ts'
import { ndjsonLine, type RunEvent } from './ndjson.ts'
import { StoredBodies } from './stored-bodies.ts'

/**
 * Writes events as they happen, each line whole before anything else is done: a run that is killed leaves what it has
 * seen.
 */
export class EventFile {
  readonly #file: number
  readonly #bodies = new StoredBodies((number, text) => this.write({ type: 'part', number, text }))

  /** @throws NodeJS.ErrnoException where the file can't be written */
  constructor(path: string) {
    this.#file = openSync(path, 'w')
  }

  readonly listener: RunListener = {
    exchange: (id, exchange) => this.write({ type: 'exchange', id, exchange: this.#bodies.store(exchange) }),
    result: (result) => this.write({ type: 'check', result }),
  }

  write(event: RunEvent): void {
    writeSync(this.#file, ndjsonLine(event))
  }

  close(): void {
    closeSync(this.#file)
  }
}
