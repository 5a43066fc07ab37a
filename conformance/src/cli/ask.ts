import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Interrupted } from './interrupted.ts'

/**
 * Asks the person at the terminal.
 * @param interrupt aborts when the process is told to end
 * @returns asks one question; what is typed is not shown where it is `hidden`. Rejects with Interrupted on Ctrl-C.
 */
export function askAt(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  interrupt?: AbortSignal,
): (question: string, hidden?: boolean) => Promise<string> {
  return async (question, hidden = false) => {
    if (interrupt?.aborted) throw new Interrupted()
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    output.write(question)
    const lines = createInterface({ input, output: hidden ? silent : output, terminal: true })
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const end = () => {
      reject(new Interrupted())
      lines.close()
    }
    lines.once('SIGINT', end)
    interrupt?.addEventListener('abort', end)
    lines.once('close', () => resolve(''))
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
      if (hidden) output.write('\n')
    })
    return promise.finally(() => interrupt?.removeEventListener('abort', end))
  }
}
