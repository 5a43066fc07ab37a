#!/usr/bin/env node
import { paintFor } from '../reports/paint.ts'
import { runCli } from './run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  paint: paintFor(process.stdout, process.env),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
