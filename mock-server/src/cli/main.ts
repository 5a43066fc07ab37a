import { enableCompileCache } from 'node:module'

/** Compiled code is kept between starts: it saves a third of the time to ready (docs/decisions/0006). */
enableCompileCache?.()

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`mobilepay-mock needs Node 22.18 or newer; this is ${process.version}.\n`)
  process.exitCode = 2
} else {
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2))
}
