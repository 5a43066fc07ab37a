import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../support/run-example.ts'

/** What an example is told about the world it lives in; each language has its own names for these. */
export interface Configuration {
  readonly discoveryUrl: string
  readonly apiUrl: string
  readonly redirectUri: string
  /** A folder for connections. */
  readonly store: string
}

/** The client that the examples come as. */
export const exampleClient = { clientId: 'example', clientSecret: 'example-secret/+=' } as const
export const exampleApp = { id: 'my-app', secret: 'my-app-secret' } as const

/** How an example of another language is run; the same in every test. */
export interface Example {
  readonly name: string
  /** Where its pages are. */
  readonly paths: { readonly start: string; readonly callback: string; readonly me: string }
  /** What it prints when it listens. */
  readonly ready: RegExp
  command(run: Run): readonly [program: string, ...args: string[]]
  environment(configuration: Configuration, run: Run): Readonly<Record<string, string>>
}

/** What is different each time that an example runs. */
export interface Run {
  readonly port: number
  /** A folder of its own, which goes with it. */
  readonly home: string
  /** A CA that it trusts, in a file of PEM. */
  readonly trusted: string | undefined
}

/** A web application of `examples/` that runs in a process of its own. */
export interface Application extends AsyncDisposable {
  readonly example: Example
  /** By its address, never by the mock’s name, so that the two are two sites. */
  readonly origin: string
  readonly redirectUri: string
  /** All that it has said, to both streams. */
  output(): string
}

export interface StartOptions {
  readonly discoveryUrl: string
  readonly apiUrl: string
  /** Shares the connections of another application; a new folder otherwise. */
  readonly store: string
  /** One that was registered before; `127.0.0.1` and the port otherwise. */
  readonly redirectUri?: string
  readonly port?: number
  readonly trusted?: string | undefined
  /** Where the examples are; the repository’s by default. */
  readonly folder?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts an example as its page says, with nothing in its environment but the PATH, a home and its configuration. */
export async function startApplication(example: Example, options: StartOptions): Promise<Application> {
  const port = options.port ?? (await freePort())
  const origin = `http://127.0.0.1:${port}`
  const redirectUri = options.redirectUri ?? `${origin}${example.paths.callback}`
  const home = await mkdtemp(join(tmpdir(), 'mobilepay-example-home-'))
  const run: Run = { port, home, trusted: options.trusted }
  const [program, ...args] = example.command(run)
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    ...example.environment({ ...options, redirectUri }, run),
    ...options.environment,
  }
  const child = spawn(program, args, {
    env,
    cwd: options.folder ?? examplesFolder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const stop = () => endGroup(child)
  process.on('exit', stop)
  const ended = once(child, 'close')
  await Promise.race([listening(child, example.ready, said), ended])
  if (child.exitCode !== null) throw new Error(`examples/${example.name} ended: ${said.join('')}`)
  return {
    example,
    origin,
    redirectUri,
    output: () => said.join(''),
    async [Symbol.asyncDispose]() {
      stop()
      await ended
      process.off('exit', stop)
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** The repository’s `examples`. */
export const examplesFolder = fileURLToPath(new URL('../../../../examples/', import.meta.url))

function listening(child: ChildProcess, ready: RegExp, said: string[]): Promise<void> {
  return new Promise((resolve) => {
    const hear = (text: string) => {
      said.push(text)
      if (ready.test(said.join(''))) resolve()
    }
    child.stdout?.setEncoding('utf8').on('data', hear)
    child.stderr?.setEncoding('utf8').on('data', hear)
  })
}

/** PHP’s server works in processes of its own. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch {
    // It has ended by itself.
  }
}
