import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { plain } from '../../src/reports/paint.ts'

const main = fileURLToPath(new URL('../../src/demo/main.ts', import.meta.url))

export interface Ended {
  readonly exitCode: number
  readonly out: string
  readonly err: string
}

/** The demo as `npm run demo` starts it. */
export function runInChild(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=source', main, ...args], (error, out, err) =>
      resolve({ exitCode: error ? Number(error.code) : 0, out, err }),
    )
  })
}

/** The demo in this process, where a test can look behind it. */
export async function runHere(...args: readonly string[]): Promise<Ended> {
  const { runDemo } = await import('../../src/demo/run-demo.ts')
  const texts = { out: '', err: '' }
  const exitCode = await runDemo(args, {
    paint: plain,
    out: (text) => {
      texts.out += text
    },
    err: (text) => {
      texts.err += text
    },
  })
  return { exitCode, ...texts }
}

export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
