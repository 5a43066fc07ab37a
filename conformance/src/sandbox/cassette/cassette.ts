import { readFileSync, writeFileSync } from 'node:fs'
import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { UsageError } from '../../cli/usage-error.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import { StoredParts } from './stored-parts.ts'
import type { TapeEntry } from './tape-entry.ts'

/** A run against a provider, without anything that gives access to it. */
export interface Cassette {
  readonly version: 1
  readonly label: string
  readonly environment: EnvironmentName | undefined
  readonly generation: Generation
  readonly discoveryUrl: string
  readonly apiUrl: string | undefined
  /** Of the randomness that requests were made with. */
  readonly seed: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Who logged in, under other names; absent where nobody did. */
  readonly login: CassetteLogin | undefined
  /** Whether another program drove the browser. */
  readonly driven: boolean
  /** Which checks ran; of those that came to nothing why. */
  readonly checks: Readonly<Record<string, string | null>>
  readonly entries: readonly TapeEntry[]
}

export interface CassetteLogin
  extends Pick<
    AutomaticLogin,
    'clientId' | 'redirectUri' | 'moreRedirectUris' | 'merchantVat' | 'scopes' | 'parameters'
  > {
  readonly hasPassword: boolean
}

/** One entry a line; bodies that come again are kept once. */
export function writeCassette(path: string, { entries, ...head }: Cassette): void {
  const parts = new StoredParts()
  const lines = entries.map((entry) => JSON.stringify(parts.store(entry)))
  const partLines = parts.all.map((part) => JSON.stringify(part))
  const text = `{"head": ${JSON.stringify(head)},\n"parts": [\n${partLines.join(',\n')}\n],\n"entries": [\n${lines.join(',\n')}\n]}\n`
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new UsageError(`The cassette ${path} can't be written (${(error as NodeJS.ErrnoException).code}).`)
  }
}

/** @throws UsageError where the file is no cassette */
export function readCassette(path: string): Cassette {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`The cassette ${path} can't be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  try {
    const { head, parts, entries } = JSON.parse(text)
    if (head.version === 1)
      return { ...head, entries: entries.map((entry: TapeEntry) => StoredParts.restore(entry, parts)) }
  } catch {
    // Told below, whatever is wrong with it.
  }
  throw new UsageError(`${path} is no cassette of this suite: record makes them.`)
}
