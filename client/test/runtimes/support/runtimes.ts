import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Tool } from '../../../../mock-server/test/support/require.ts'

/** Where `scripts/install-runtimes.ts` has put them. */
const folder = process.env.MOBILEPAY_RUNTIMES

export interface Runtime extends Tool {
  /** Path of the program, or of the package's folder; empty where it is missing. */
  readonly path: string
}

/** A runtime: from the folder of runtimes, else from the PATH. */
export function runtime(name: string, inFolder: string): Runtime {
  const installed = folder === undefined ? [] : [join(folder, 'node_modules', inFolder)]
  const onPath = (process.env.PATH ?? '').split(delimiter).map((place) => join(place, name))
  const path = [...installed, ...onPath].find((candidate) => existsSync(candidate)) ?? ''
  const hint = 'run client/scripts/install-runtimes.ts and set MOBILEPAY_RUNTIMES'
  return { name, path, missing: path === '' ? `not found; ${hint}` : undefined }
}
