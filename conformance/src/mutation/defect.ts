import type { CommandOutput } from '@mobilepay-oidc/mock-server'
import { caughtBy } from './caught-by.ts'
import { proving } from './proving.ts'

type Described = CommandOutput<'faults.catalogue'>['faults'][number]

/** A fault of the mock that breaks a rule of the provider. */
export interface Defect {
  readonly fault: string
  /** PD-… where the catalogue of defects lists it. */
  readonly id: string | undefined
  readonly group: Described['group']
  readonly breaks: string
  /** Checks one of which must see it; empty where nobody has said which. */
  readonly expectedChecks: readonly string[]
  /** Checks that it turns red besides, and that nothing else may. */
  readonly alsoProves: readonly string[]
}

/** What only a client can be harmed by: the suite's own client survives it, or finds the provider down. */
const forClients: ReadonlySet<Described['group']> = new Set(['http', 'wire'])

export function toDefect({ name, group, breaks, ids }: Described): Defect {
  const id = ids.find((candidate) => candidate in caughtBy)
  const alsoProves = proving[name] ?? []
  const expectedChecks = id === undefined ? alsoProves : (caughtBy[id] ?? [])
  return { fault: name, id, group, breaks, expectedChecks, alsoProves }
}

/** The defects of the catalogue's list, and those by which the other MUST checks are shown to fail. */
export function isListed({ id, alsoProves }: Defect): boolean {
  return id !== undefined || alsoProves.length > 0
}

/** Whether a suite is to see it at all: not what does nothing without parameters, nor what only clients meet. */
export function isForSuite({ name, group, ids, parameters }: Described): boolean {
  if (ids.some((id) => id in caughtBy)) return true
  const required = (parameters as { readonly required?: readonly string[] } | undefined)?.required ?? []
  return !forClients.has(group) && required.length === 0 && !name.endsWith('-set')
}
