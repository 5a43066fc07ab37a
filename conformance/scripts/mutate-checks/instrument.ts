import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Mutant, withMutants } from './mutants.ts'

/** Which mutant is on, and which have been asked about since somebody began to listen. */
export interface Switchboard {
  on: number | undefined
  reached: Set<number>
}

/** The checking code: what decides on a verdict. */
const mutated = /\/conformance\/src\/(checks\/(?!client\/)|run\/(verdicts|run-check|known-deviation|strict-json)\.ts)/

/**
 * From now on modules of the checking code are loaded with all their mutants in them.
 * @param root the folder from which files are named
 */
export function instrument(root: string): { readonly board: Switchboard; readonly mutants: readonly Mutant[] } {
  const board: Switchboard = { on: undefined, reached: new Set() }
  const mutants: Mutant[] = []
  Object.assign(globalThis, {
    $mutant(id: number) {
      board.reached.add(id)
      return board.on === id
    },
  })
  registerHooks({
    load(url, context, nextLoad) {
      if (!mutated.test(url) || !url.endsWith('.ts')) return nextLoad(url, context)
      const path = fileURLToPath(url)
      const made = withMutants(relative(root, path), readFileSync(path, 'utf8'), mutants.length)
      mutants.push(...made.mutants)
      return { format: 'module-typescript', shortCircuit: true, source: made.code }
    },
  })
  return { board, mutants }
}
