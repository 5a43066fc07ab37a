import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

/** A script of `examples/`, running. */
export interface RunningExample {
  /** Waits for a line and returns it. @throws when the script ends without it. */
  line(pattern: RegExp): Promise<string>
  /** Waits for the end. */
  finished(): Promise<FinishedExample>
}

export interface FinishedExample {
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
}

/** Runs a script as a user does: nothing in its environment but the PATH and what is given. */
export function runExample(
  command: string,
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): RunningExample {
  const file = fileURLToPath(new URL(`../../../examples/${script}`, import.meta.url))
  const env = { PATH: process.env.PATH ?? '', ...environment }
  const child = spawn(command, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<FinishedExample>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output, errors }))
  })
  return {
    finished: () => ended,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = output.split('\n').find((line) => pattern.test(line))
          if (found !== undefined) resolve(found)
        }
        child.stdout.on('data', look)
        look()
        ended.then(() => reject(new Error(`${script} ended without ${pattern}: ${output}${errors}`)), reject)
      }),
  }
}

/** A port of the loopback address that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
