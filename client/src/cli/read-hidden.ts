import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { UsageError } from './usage-error.ts'

/** Asks on the standard error and reads a line from the terminal, which shows what is typed only if asked to. */
export async function readHidden(question: string, signal: AbortSignal, isShown: boolean): Promise<string> {
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: isShown ? process.stderr : nothing, terminal: true })
  try {
    return (await lines.question('', { signal })).trim()
  } catch {
    throw new UsageError('Nothing was entered.')
  } finally {
    lines.close()
    process.stderr.write(isShown ? '' : '\n')
  }
}
