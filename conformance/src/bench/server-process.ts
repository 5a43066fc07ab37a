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

  /** @param variables of its environment, above this process's own */
  static async start(
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<ServerProcess> {
    const started = performance.now()
    const env = { ...process.env, ...variables }
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    const lines = createInterface({ input: child.stdout })
    const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(failed)])
    return new ServerProcess(child, JSON.parse(line), performance.now() - started)
  }

  /** Resident memory in megabytes (Linux). */
  async residentMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
  }

  /** Milliseconds of processor time that it has used, to 10 (Linux). */
  async cpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${this.#child.pid}/stat`, 'utf8')
    // Behind the name in parentheses, which may hold spaces: utime and stime are fields 14 and 15, in ticks of 10 ms.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  }

  /** Ends it without a word, as the machine would that loses its power. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill(signal)
    await ended
  }
}

function failed(): never {
  throw new Error('The server ended before it was ready.')
}
