import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export interface ServerCommand {
  readonly program: string
  readonly args: readonly string[]
  /** What it says when it can be used. */
  readonly ready: RegExp
  /** The user to run as, where it refuses to be root. */
  readonly uid?: number
  readonly gid?: number
}

/** A server that a test has started, in a process group of its own. */
export class ServerProcess {
  readonly #command: ServerCommand
  #child: ChildProcess | undefined
  readonly #atExit = () => this.#signal('SIGKILL')

  constructor(command: ServerCommand) {
    this.#command = command
    process.on('exit', this.#atExit)
  }

  /** @throws when it ends before it is ready, with what it said */
  async start(): Promise<void> {
    const { program, args, ready, uid, gid } = this.#command
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid !== undefined && { uid }),
      ...(gid !== undefined && { gid }),
    })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      let said = ''
      const read = (text: Buffer) => {
        said += text
        if (ready.test(said)) resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('error', reject)
      child.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${said}`)))
    })
  }

  /** As a power failure of the process does it: nothing is put in order. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    process.off('exit', this.#atExit)
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    this.#signal(signal)
    await ended
    this.#child = undefined
  }

  /** To the whole group: PostgreSQL works in processes of its own. */
  #signal(signal: NodeJS.Signals): void {
    if (this.#child?.pid === undefined) return
    try {
      process.kill(-this.#child.pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
}

/** A port of the loopback address that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
