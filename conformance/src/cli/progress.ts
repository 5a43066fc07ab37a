import type { Check } from '../checks/check.ts'
import type { RunListener } from '../run/run-checks.ts'
import type { Verdict } from '../run/verdicts.ts'
import type { Terminal } from './terminal.ts'

/** Milliseconds for which a run is left alone: short ones need no bar. */
const quietMs = 2000
const barWidth = 24
const eraseLine = '\r\u001b[K'

/** One line on the screen, drawn over and over: how far the run is, what it is at, and what went wrong so far. */
export class Progress {
  readonly #terminal: Terminal
  readonly #total: number
  readonly #startedAt: number
  readonly #now: () => number
  readonly #running = new Map<string, string>()
  #done = 0
  #failed = 0
  #drawn = false

  constructor(terminal: Terminal, total: number, now: () => number = () => performance.now()) {
    this.#terminal = terminal
    this.#total = total
    this.#now = now
    this.#startedAt = now()
  }

  readonly listener: RunListener = {
    begin: ({ id }: Check, environment: string) => {
      this.#running.set(environment, id)
      this.#draw()
    },
    result: ({ environment, verdict }: { readonly environment: string; readonly verdict: Verdict }) => {
      this.#running.delete(environment)
      this.#done += 1
      if (verdict === 'fail' || verdict === 'fixed' || verdict === 'config') this.#failed += 1
    },
  }

  /** Leaves the screen as it was. */
  clear(): void {
    if (this.#drawn) this.#terminal.err(eraseLine)
    this.#drawn = false
  }

  #draw(): void {
    const { columns } = this.#terminal
    if (columns === undefined || this.#now() - this.#startedAt < quietMs) return
    this.#drawn = true
    this.#terminal.err(`${eraseLine}${this.#line().slice(0, Math.max(0, columns - 1))}`)
  }

  #line(): string {
    const full = Math.min(barWidth, Math.round((barWidth * this.#done) / Math.max(1, this.#total)))
    const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`
    const failed = this.#failed > 0 ? `  ${this.#failed} failed` : ''
    const now = Array.from(this.#running, ([environment, id]) => `${environment} ${id}`).join(', ')
    return `${bar} ${this.#done}/${this.#total}${failed}  ${now}`
  }
}
