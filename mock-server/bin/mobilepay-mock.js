#!/usr/bin/env node
// Committed JavaScript, so that npm links it in a clone too, where nothing is built: there the sources run.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const source = new URL('../src/cli/main.ts', import.meta.url)
const built = new URL('../dist/cli/main.js', import.meta.url)

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`mobilepay-mock needs Node 22.18 or newer; this is ${process.version}.\n`)
  process.exitCode = 2
} else if (existsSync(source)) {
  // The other packages of the repository have no build either.
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: ['source', ...context.conditions] }),
  })
  await import(source.href)
} else {
  await import(built.href)
}
