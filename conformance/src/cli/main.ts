#!/usr/bin/env node
import { paintFor } from '../reports/paint.ts'
import { askAt } from './ask.ts'
import { runCli } from './run-cli.ts'

const interrupt = new AbortController()
let asked = 0

/** The first time the run ends in order, and its reports are written; the second time at once. */
function stop(): void {
  asked += 1
  if (asked > 1) process.exit(130)
  process.stderr.write('\nEnding the run; what has run is kept. Press Ctrl-C again to end at once.\n')
  interrupt.abort()
}

process.on('SIGINT', stop)
process.on('SIGTERM', stop)

const code = await runCli(process.argv.slice(2), {
  paint: paintFor(process.stdout, process.env),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interrupt: interrupt.signal,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask: askAt(process.stdin, process.stderr, interrupt.signal) }),
  ...(process.stderr.isTTY && { columns: process.stderr.columns }),
})
process.exitCode = code
// Requests of a check that was ended may still wait for their answer; nobody waits for them.
if (interrupt.signal.aborted) process.stdout.write('', () => process.exit(code))
