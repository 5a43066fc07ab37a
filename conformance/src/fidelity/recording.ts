import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Generation } from '@mobilepay-oidc/fixtures'

/** A recorded value: what a family of requests was answered with. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json }
export type Answers = Readonly<Record<string, Json>>

/** `[operation, parameter, value]`: what a scenario changes in the base request. */
export type Change = readonly ['set' | 'drop' | 'add' | 'dup', string, (string | null)?]

export interface Requests {
  readonly verifier: string
  readonly authorize: {
    readonly base: readonly (readonly [string, string])[]
    readonly changes: Readonly<Record<string, readonly Change[]>>
  }
  readonly codeGrant: { readonly changes: Readonly<Record<string, readonly Change[]>> }
  readonly refresh: { readonly changes: Readonly<Record<string, readonly Change[] | 'lower'>> }
}

export interface Recording {
  readonly generation: Generation
  readonly families: Readonly<Record<string, Answers>>
}

const files: Readonly<Record<Generation, string>> = { '2024': 'duende-6.2.json', '2018': 'identityserver4-2.5.4.json' }

/** The folder does not hold recordings. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

/** @throws RecordingError when the file is missing or no JSON. */
export async function loadRecording(folder: string, generation: Generation): Promise<Recording> {
  return { generation, families: (await load(folder, files[generation])) as Recording['families'] }
}

/** @throws RecordingError when the file is missing or no JSON. */
export async function loadRequests(folder: string): Promise<Requests> {
  return (await load(folder, 'requests.json')) as Requests
}

async function load(folder: string, file: string): Promise<unknown> {
  const path = join(folder, file)
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new RecordingError(`No recording can be read from ${path}.`, { cause })
  }
}

/** Requests that the recordings name without saying what they change; the name alone settles these. */
const namedChanges: Readonly<Record<string, readonly Change[]>> = {
  'redirect_uri twice same': [['dup', 'redirect_uri', null]],
  'state missing': [['drop', 'state']],
  'scope all': [
    ['set', 'scope', 'openid offline_access invoice subscriptions transactionreporting merchantpayments webhooks'],
  ],
  'prompt empty': [['set', 'prompt', '']],
  'prompt login': [['set', 'prompt', 'login']],
  'claims garbage': [['set', 'claims', 'garbage']],
}

/** What a scenario changes; of `A + B` what both change, in this order. Undefined where a name says nothing. */
export function changesOf(
  name: string,
  changes: Readonly<Record<string, readonly Change[]>>,
): readonly Change[] | undefined {
  const parts = [changes[name]].filter((part) => part !== undefined)
  const found = parts.length > 0 ? parts : name.split(' + ').map((part) => changes[part] ?? namedChanges[part])
  return found.includes(undefined) ? undefined : found.flatMap((part) => part ?? [])
}

type Pair = readonly [string, string]

/** Applies changes to the parameters of a request. */
export function applyChanges(base: readonly Pair[], changes: readonly Change[]): readonly Pair[] {
  return changes.reduce<readonly Pair[]>(applyChange, base)
}

function applyChange(pairs: readonly Pair[], [operation, name, value]: Change): readonly Pair[] {
  const index = pairs.findIndex(([candidate]) => candidate === name)
  if (operation === 'drop') return pairs.filter(([candidate]) => candidate !== name)
  if (operation === 'dup') return [...pairs, [name, value ?? pairs[index]?.[1] ?? '']]
  if (operation === 'set' && index >= 0) return pairs.with(index, [name, value ?? ''])
  return [...pairs, [name, value ?? '']]
}
