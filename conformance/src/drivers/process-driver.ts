import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type ClientDriver, type CommandName, type Commands, DriverError, type Reply } from './client-driver.ts'
import { checkReply, readReply, writeRequest } from './protocol.ts'

export interface ProcessDriverOptions {
  /** Milliseconds for one command, the start of the program included. */
  readonly timeoutMs?: number
}

/** Of what a driver writes to its standard error, the newest lines are kept. */
const linesKept = 1000
const longestLine = 4 * 1024 * 1024

interface Waiting {
  resolve(reply: Readonly<Record<string, unknown>>): void
  reject(error: DriverError): void
}

/**
 * Any program that speaks the driver protocol on standard input and output. Where it ends, is late or writes garbage,
 * the command fails with a DriverError; the next command starts the program anew.
 */
export class ProcessDriver implements ClientDriver {
  readonly name: string
  readonly spoken: string[] = []
  readonly #command: readonly string[]
  readonly #timeoutMs: number
  readonly #waiting = new Map<number, Waiting>()
  #child: ChildProcessWithoutNullStreams | undefined
  #lastId = 0

  /** @param command the program and its arguments; no shell is in between */
  constructor(command: readonly string[], { timeoutMs = 15_000 }: ProcessDriverOptions = {}) {
    this.name = command.join(' ')
    this.#command = command
    this.#timeoutMs = timeoutMs
  }

  async send<Name extends CommandName>(command: Name, input: Commands[Name]['input']): Promise<Reply<Name>> {
    this.#lastId += 1
    const id = this.#lastId
    const child = this.#running()
    const reply = await new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(`The driver did not answer ${command} within ${this.#timeoutMs} ms.`)
      }, this.#timeoutMs)
      this.#waiting.set(id, {
        resolve: (value) => {
          clearTimeout(timer)
          resolve(value)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      })
      child.stdin.write(writeRequest({ id, command, input }))
    })
    return checkReply(command, reply) as Reply<Name>
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    this.#fail('The driver was killed.')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    if (!child) return
    await this.send('end', {}).catch(() => undefined)
    await this.kill()
  }

  #running(): ChildProcessWithoutNullStreams {
    this.#child ??= this.#start()
    return this.#child
  }

  #start(): ChildProcessWithoutNullStreams {
    const [program = '', ...args] = this.#command
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const failed = (message: string) => {
      if (this.#child === child) this.#fail(message)
    }
    child.once('error', ({ message }) => failed(`The driver could not be run: ${message}.`))
    child.once('exit', (code, signal) => failed(`The driver ended by itself (${signal ?? `exit code ${code}`}).`))
    // A program that is gone takes no more input; its exit says so.
    child.stdin.on('error', () => undefined)
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(child, line))
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.spoken.push(line)
      if (this.spoken.length > linesKept) this.spoken.shift()
    })
    return child
  }

  #hear(child: ChildProcessWithoutNullStreams, line: string): void {
    if (child !== this.#child) return
    try {
      if (line.length > longestLine) throw new DriverError('The driver wrote a line of over 4 MiB.')
      const { id, reply } = readReply(line)
      const waiting = this.#waiting.get(id)
      if (!waiting) throw new DriverError(`The driver answered a command that nobody gave (id ${id}).`)
      this.#waiting.delete(id)
      waiting.resolve(reply)
    } catch (error) {
      this.#fail(error instanceof DriverError ? error.message : 'The driver wrote a line that can not be read.')
    }
  }

  /** Gives the program up: whoever waits for it hears why. */
  #fail(message: string): void {
    const child = this.#child
    this.#child = undefined
    child?.kill('SIGKILL')
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const one of waiting) one.reject(new DriverError(message))
  }
}
