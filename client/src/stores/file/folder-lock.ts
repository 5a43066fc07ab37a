import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StoreError } from '../../errors/mobilepay-error.ts'
import { hasCode } from './has-code.ts'
import { isAbandoned, thisProcess } from './lock-owner.ts'

/** Far below the time after which another machine takes the lock for abandoned. */
const longestHoldMs = 30_000

/** A lock that is held. */
export interface HeldLock {
  /** @throws StoreError `store-unavailable` when it was held for so long that another machine may have taken it */
  readonly confirm: () => void
}

/**
 * Locks between processes by files alone; one that crashes holds none. Every taking of a lock is a file with the next
 * number in the lock's folder, made by `link`, which only one process can do. Its text names the owner, and is empty
 * when the lock is free. The highest number counts and is never removed, so no number comes twice: who was asleep between
 * looking and linking finds a higher number afterwards, and has not got the lock.
 */
export class FolderLock {
  readonly #folder: string
  readonly #temporary: string
  readonly #patienceMs: number
  /** Within this process who comes first is first, without looking at files again and again. */
  readonly #queues = new Map<string, Promise<unknown>>()

  /**
   * @param temporary a folder on the same file system
   * @param patienceMs milliseconds to wait for a lock that others hold
   */
  constructor(folder: string, temporary: string, patienceMs: number) {
    this.#folder = folder
    this.#temporary = temporary
    this.#patienceMs = patienceMs
  }

  /** @throws StoreError `store-unavailable` when others hold it for too long */
  run<T>(name: string, work: (lock: HeldLock) => Promise<T>): Promise<T> {
    const before = this.#queues.get(name) ?? Promise.resolve()
    const mine = before.then(() => this.#runAlone(join(this.#folder, name), work))
    const settled = mine.catch(() => undefined)
    this.#queues.set(name, settled)
    return mine
  }

  async #runAlone<T>(folder: string, work: (lock: HeldLock) => Promise<T>): Promise<T> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await this.#take(folder)
    const since = performance.now()
    try {
      return await work({ confirm: () => confirmHeldSince(since) })
    } finally {
      await giveBack(file)
    }
  }

  async #take(folder: string): Promise<string> {
    const claim = join(this.#temporary, randomUUID())
    const deadline = performance.now() + this.#patienceMs
    await writeFile(claim, JSON.stringify(thisProcess()), { mode: 0o600, flag: 'wx' })
    try {
      while (performance.now() < deadline) {
        const file = await tryToTake(folder, claim)
        if (file !== undefined) return file
        await sleep(1 + Math.random() * 9)
      }
    } finally {
      await rm(claim, { force: true })
    }
    throw new StoreError('store-unavailable', { details: { store: 'FileStore', reason: 'locked' } })
  }
}

async function giveBack(file: string): Promise<void> {
  try {
    await truncate(file)
  } catch (error) {
    // Another machine has taken it for abandoned; what was done had been done before.
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

async function tryToTake(folder: string, claim: string): Promise<string | undefined> {
  const { numbers, highest } = await takings(folder)
  if (highest > 0 && !(await isFree(join(folder, String(highest))))) return undefined
  const file = join(folder, String(highest + 1))
  try {
    // Its time tells how long the lock has been held, not how long it was waited for.
    await utimes(claim, new Date(), new Date())
    await link(claim, file)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return undefined
    throw error
  }
  if ((await takings(folder)).highest !== highest + 1) {
    await rm(file, { force: true })
    return undefined
  }
  await Promise.all(numbers.map((number) => rm(join(folder, String(number)), { force: true })))
  return file
}

async function takings(folder: string): Promise<{ readonly numbers: readonly number[]; readonly highest: number }> {
  const numbers = (await readdir(folder)).filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number)
  return { numbers, highest: Math.max(0, ...numbers) }
}

async function isFree(file: string): Promise<boolean> {
  try {
    const owner = await readFile(file, 'utf8')
    return owner === '' || isAbandoned(owner, Date.now() - (await stat(file)).mtimeMs)
  } catch (error) {
    // It was followed by another one meanwhile.
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

function confirmHeldSince(since: number): void {
  if (performance.now() - since < longestHoldMs) return
  throw new StoreError('store-unavailable', { details: { store: 'FileStore', reason: 'too slow' } })
}
