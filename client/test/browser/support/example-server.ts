import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = new URL('../../../../', import.meta.url)

/** A server of `examples/`, run as its README says. */
export interface ExampleServer extends AsyncDisposable {
  readonly port: number
  /** What it has printed to either stream. */
  output(): string
}

/**
 * @param preload modules that are loaded before the example
 * @throws when it ends before it listens
 */
export async function startExample(
  name: string,
  variables: Readonly<Record<string, string>>,
  preload: readonly URL[] = [],
): Promise<ExampleServer> {
  const imports = preload.flatMap(({ href }) => ['--import', href])
  const args = ['--conditions=source', ...imports, `examples/${name}/server.ts`]
  const env = { PATH: process.env.PATH ?? '', PORT: '0', ...variables }
  const child = spawn(process.execPath, args, { cwd: fileURLToPath(root), env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text))
  const ended = once(child, 'close')
  const listening = new Promise<number>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      printed.push(`${line}\n`)
      const port = /^Open http:\/\/localhost:(\d+)\//.exec(line)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
  const port = await Promise.race([listening, ended.then(() => undefined)])
  if (port === undefined) throw new Error(`examples/${name} ended: ${printed.join('')}`)
  return {
    port,
    output: () => printed.join(''),
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}
