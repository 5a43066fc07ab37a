import { PassThrough } from 'node:stream'
import type { ReadStream } from 'node:tty'
import { describe, expect, it } from 'vitest'
import { askAt } from '../src/cli/ask.ts'
import { Interrupted } from '../src/cli/interrupted.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { plain } from '../src/reports/paint.ts'

function terminal() {
  const input = new PassThrough() as unknown as ReadStream & PassThrough
  const output = new PassThrough()
  const interrupt = new AbortController()
  const ask = askAt(input, output as unknown as NodeJS.WriteStream, interrupt.signal)
  return { input, interrupt, ask, shown: () => String(output.read() ?? '') }
}

describe('a question', () => {
  it('is answered with a line, which is not shown where it is hidden', async () => {
    const { input, ask, shown } = terminal()
    const answer = ask('Secret: ', true)
    input.write('hunter2\r')
    expect(await answer).toBe('hunter2')
    expect(shown()).toBe('Secret: \n')
  })

  it.each([true, false])('ends with Ctrl-C (hidden: %s)', async (hidden) => {
    const { input, ask } = terminal()
    const answer = ask('Go on? ', hidden)
    input.write('\u0003')
    await expect(answer).rejects.toThrow(Interrupted)
  })

  it('ends when the process is told to end, and is not asked after that', async () => {
    const { interrupt, ask } = terminal()
    const answer = ask('Go on? ')
    interrupt.abort()
    await expect(answer).rejects.toThrow(Interrupted)
    await expect(ask('Go on? ')).rejects.toThrow(Interrupted)
  })

  it('that is ended ends the command in order, with 130, before anything is sent', async () => {
    const printed: string[] = []
    const write = (text: string) => printed.push(text)
    const ask = () => Promise.reject(new Interrupted())
    const code = await runCli(['--subject', 'sandbox-dk'], { paint: plain, out: write, err: write, ask })
    expect(code).toBe(130)
    expect(printed.at(-1)).toBe('\nEnded. Nothing was sent.\n')
  })
})
