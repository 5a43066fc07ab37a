import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks the person at the terminal. @param hidden what is typed is not shown */
export function askAt(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): (question: string, hidden?: boolean) => Promise<string> {
  return (question, hidden = false) =>
    new Promise((resolve, reject) => {
      const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
      output.write(question)
      const lines = createInterface({ input, output: hidden ? silent : output, terminal: true })
      lines.once('SIGINT', () => reject(new Error('interrupted')))
      lines.once('close', () => resolve(''))
      lines.once('line', (line) => {
        resolve(line)
        lines.close()
        if (hidden) output.write('\n')
      })
    })
}
