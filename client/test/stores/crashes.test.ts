import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { useFolder } from './place.ts'
import { readCounter } from './support/counter.ts'
import { type LocalStore, openStore } from './support/open-store.ts'

const folder = useFolder()
const script = fileURLToPath(new URL('support/counting-process.ts', import.meta.url))

/** A process that counts up in the store until it is killed. */
class CountingProcess {
  readonly #child
  readonly #ended: Promise<unknown>
  #said = ''

  constructor(kind: LocalStore) {
    const args = ['--conditions=source', '--disable-warning=ExperimentalWarning', script, kind, folder.path]
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#ended = once(this.#child, 'close')
    const hear = (text: Buffer) => {
      this.#said += text
    }
    this.#child.stdout.on('data', hear)
    this.#child.stderr.on('data', hear)
  }

  /** Waits until it has counted so many times. */
  async counted(times: number): Promise<void> {
    while (this.#numbers().length < times) await Promise.race([once(this.#child.stdout, 'data'), this.#failure()])
  }

  /** @returns every number that it had stored for certain */
  async kill(): Promise<readonly number[]> {
    this.#child.kill('SIGKILL')
    await this.#ended
    if (/[^\d\n]/.test(this.#said)) throw new Error(this.#said)
    return this.#numbers()
  }

  #numbers(): readonly number[] {
    return this.#said.split('\n').slice(0, -1).map(Number)
  }

  async #failure(): Promise<never> {
    await this.#ended
    throw new Error(this.#said)
  }
}

describe.each<[LocalStore]>([['FileStore'], ['SqliteStore']])('%s, written to by processes that are killed', (kind) => {
  it('holds a whole record after each of 20 kills, and none that was confirmed is lost', {
    timeout: 120_000,
  }, async () => {
    const store = await openStore(kind, folder.path)
    const running = [new CountingProcess(kind), new CountingProcess(kind), new CountingProcess(kind)]
    const confirmed: number[] = []
    for (let kill = 0; kill < 20; kill += 1) {
      const victim = running.shift()
      await victim?.counted(1 + (kill % 4))
      confirmed.push(...((await victim?.kill()) ?? []))
      expect(readCounter((await store.get('counter'))?.value)).toBeGreaterThanOrEqual(Math.max(...confirmed))
      running.push(new CountingProcess(kind))
    }
    for (const last of running) confirmed.push(...(await last.kill()))
    const count = readCounter((await store.get('counter'))?.value)
    expect(new Set(confirmed).size).toBe(confirmed.length)
    // Each of the 23 may have been killed between storing a number and saying so.
    expect(count).toBeGreaterThanOrEqual(confirmed.length)
    expect(count).toBeLessThanOrEqual(confirmed.length + 23)
    expect(await store.set('counter', 'usable')).toBeDefined()
    await store.close()
  })
})
