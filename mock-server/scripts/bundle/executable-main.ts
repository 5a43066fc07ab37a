import { run } from '../../src/cli/run.ts'

// A single executable takes no modules, so nothing can be awaited out here.
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
  },
)
