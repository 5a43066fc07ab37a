import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

/** A server in a process of its own that prints one line of JSON when it is ready. */
export class ServerProcess implements AsyncDisposable {
  readonly ready: unknown
  /** Milliseconds from the start of the process to its line. */
  readonly readyAfter: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, ready: unknown, readyAfter: number) {
    this.#child = child
    this.ready = ready
    this.readyAfter = readyAfter
  }

  static async start(args: readonly string[]): Promise<ServerProcess> {
    const started = performance.now()
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const lines = createInterface({ input: child.stdout })
    const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(failed)])
    return new ServerProcess(child, JSON.parse(line), performance.now() - started)
  }

  /** Resident memory in megabytes (Linux). */
  async residentMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
  }
}

function failed(): never {
  throw new Error('The server ended before it was ready.')
}
