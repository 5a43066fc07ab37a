#!/usr/bin/env node
// Committed JavaScript, so that npm links it in a clone too, where nothing is built: there the sources run.
import { existsSync } from 'node:fs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const source = new URL('../src/cli/main.ts', import.meta.url)
const built = new URL('../dist/cli/main.js', import.meta.url)

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`mobilepay needs Node 22.18 or newer; this is ${process.version}.\n`)
  process.exitCode = 2
} else {
  await import((existsSync(source) ? source : built).href)
}
