import { enableCompileCache } from 'node:module'
import { paintFor } from '../reports/paint.ts'

enableCompileCache?.()

// The reader has seen enough: `npm run demo | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(1)
})

const { runDemo } = await import('./run-demo.ts')
process.exitCode = await runDemo(process.argv.slice(2), {
  paint: paintFor(process.stdout, process.env),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
