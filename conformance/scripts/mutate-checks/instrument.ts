import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, type Mutated, withMutants } from './mutants.ts'

/** Which mutant is on, and which have been asked about since somebody began to listen. */
export interface Switchboard {
  /** While one is on, what asks without end is thrown out of. */
  on: number | undefined
  reached: Set<number>
  /** Notes that a mutant was asked about. */
  reach(id: number): void
  /** Whether the mutant is on; what `$mutant` of the changed code calls. */
  ask(id: number): boolean
  /** Does some work, and tells which mutants were asked about in it, whatever goes on beside it. */
  listen<Result>(work: () => Promise<Result>): Promise<Listened<Result>>
}

export interface Listened<Result> {
  readonly reached: Set<number>
  readonly result: Result
}

export interface Instrumented {
  readonly board: Switchboard
  readonly mutants: readonly Mutant[]
  /** The text of a module of the checking code with its mutants, which have the same numbers each time; else undefined. */
  mutated(path: string): string | undefined
}

/** What decides on the verdicts of providers. */
export const providerCode =
  /\/conformance\/src\/(checks\/(?!client\/)|run\/(verdicts|run-check|known-deviation|strict-json)\.ts).*/

/** What decides on those of clients. */
export const clientCode = /\/conformance\/src\/(checks\/client\/|hostile\/(judge-attempt|attempt)\.ts).*/

/** While one mutant is on so much is asked at most, unless it has made a loop that does not end. */
const mostAsked = 20_000_000

/** Puts a switchboard where `$mutant` of the changed code asks. */
export function installBoard(): Switchboard {
  const listening = new AsyncLocalStorage<Set<number>>()
  let [on, asked]: [number | undefined, number] = [undefined, 0]
  const board: Switchboard = {
    get on() {
      return on
    },
    set on(id) {
      on = id
      asked = 0
    },
    reached: new Set(),
    reach(id) {
      const reached = listening.getStore() ?? board.reached
      reached.add(id)
    },
    ask(id) {
      board.reach(id)
      if (on === undefined) return false
      asked += 1
      if (asked > mostAsked) throw new Error(`Mutant ${on} does not end.`)
      return on === id
    },
    async listen(work) {
      const reached = new Set<number>()
      return { reached, result: await listening.run(reached, work) }
    },
  }
  Object.assign(globalThis, { $mutant: board.ask })
  return board
}

/**
 * From now on modules of the checking code are loaded with all their mutants in them.
 * @param root the folder from which files are named
 */
export function instrument(root: string, checkingCode: RegExp): Instrumented {
  const mutants: Mutant[] = []
  const made = new Map<string, Mutated>()
  const mutated = (path: string) => {
    if (!checkingCode.test(path) || !path.endsWith('.ts')) return undefined
    const known = made.get(path)
    if (known) return known.code
    const now = withMutants(relative(root, path), readFileSync(path, 'utf8'), mutants.length)
    mutants.push(...now.mutants)
    made.set(path, now)
    return now.code
  }
  registerHooks({
    load(url, context, nextLoad) {
      const source = url.startsWith('file:') ? mutated(fileURLToPath(url)) : undefined
      return source === undefined ? nextLoad(url, context) : { format: 'module-typescript', shortCircuit: true, source }
    },
  })
  return { board: installBoard(), mutants, mutated }
}
