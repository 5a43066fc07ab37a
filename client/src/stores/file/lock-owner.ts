import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { hasCode } from './has-code.ts'

/** Who holds a lock. */
export interface LockOwner {
  readonly pid: number
  /** When the process started, so that a later one of the same number is not taken for it; empty where not known. */
  readonly started: string
  /** The machine since its last start, and the container: within it, process numbers mean the same. */
  readonly machine: string
}

/** How long a lock of another machine lasts, whose processes can not be seen from here. */
const unseenLifeMs = 60_000

export function thisProcess(): LockOwner {
  return { pid: process.pid, started: startOf(process.pid) ?? '', machine }
}

/**
 * Whether nobody can be holding a lock any more.
 *
 * @param text what the lock's file says
 * @param ageMs how long ago it was taken
 */
export function isAbandoned(text: string, ageMs: number): boolean {
  const owner = parseOwner(text)
  if (owner?.machine !== machine) return ageMs > unseenLifeMs
  if (!isAlive(owner.pid)) return true
  const started = startOf(owner.pid)
  return started === undefined ? ageMs > unseenLifeMs : started !== owner.started
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user can not be signalled, but it lives.
    return hasCode(error, 'EPERM')
  }
}

/** Linux tells when a process started; elsewhere undefined. */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  // The name in parentheses may hold anything; the start is the 20th field behind it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

const machine = [
  hostname(),
  attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
  attempt(() => readlinkSync('/proc/self/ns/pid')),
].join(' ')

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
