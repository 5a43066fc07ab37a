import { type ChildProcess, type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type MockEnvironment, RemoteControl } from '../../../src/index.ts'
import { environmentsAt } from '../../../src/world-address.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

/** A mock in a process of its own, as the command line starts it. */
export class MockProcess implements AsyncDisposable {
  readonly url: string
  readonly control: RemoteControl
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
    this.control = new RemoteControl({ url })
  }

  /** @throws with what it said, where it ends before it is ready */
  static async start(...flags: readonly string[]): Promise<MockProcess> {
    return MockProcess.#await(spawn(process.execPath, argumentsOf(flags), { stdio: ['ignore', 'pipe', 'pipe'] }))
  }

  /** @param blocks of 512 bytes that a file may grow to: a disk that is full. `growFreely` gives it room again. */
  static async startCramped(blocks: number, ...flags: readonly string[]): Promise<MockProcess> {
    const script = `ulimit -S -f ${blocks}; trap '' XFSZ; exec "$0" "$@"`
    const args = ['-c', script, process.execPath, ...argumentsOf(flags)]
    return MockProcess.#await(spawn('sh', args, { stdio: ['ignore', 'pipe', 'pipe'] }))
  }

  static async #await(child: ChildProcessByStdio<null, Readable, Readable>): Promise<MockProcess> {
    let said = ''
    child.stderr.on('data', (text) => {
      said += String(text)
    })
    const ended = once(child, 'close').then(() => Promise.reject(new Error(said)))
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
    ended.catch(() => undefined)
    return new MockProcess(child, (JSON.parse(String(line)) as { url: string }).url)
  }

  /** The Danish sandbox of a world. */
  place(world?: string): MockEnvironment {
    return environmentsAt(world === undefined ? this.url : `${this.url}/w/${world}`)['sandbox-dk']
  }

  /** Nothing is put in order. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  growFreely(): void {
    execFileSync('prlimit', ['--pid', String(this.#child.pid), '--fsize=unlimited'])
  }

  /** Stands still, with its connections open, until it is killed. */
  halt(): void {
    this.#child.kill('SIGSTOP')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill(signal)
    await ended
  }
}

function argumentsOf(flags: readonly string[]): readonly string[] {
  const args = ['--disable-warning=ExperimentalWarning', '--conditions=source', main, '--json', '--quiet', ...flags]
  return flags.includes('--port') ? args : [...args, '--port', '0']
}
