import { readFile } from 'node:fs/promises'
import { ConfigurationError } from '../../errors/mobilepay-error.ts'
import type { Lease, StoredRecord } from '../record-store.ts'
import { hasCode } from './has-code.ts'

const format = 1

/** A record as its file holds it. The key is in it, since the file's name is a hash. */
export interface FiledRecord extends StoredRecord {
  readonly key: string
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
}

export function isExpired({ expiresAt }: FiledRecord): boolean {
  return expiresAt !== null && expiresAt <= Date.now()
}

export function fileText(content: FiledRecord | Lease): string {
  return JSON.stringify({ format, ...content })
}

/** @throws ConfigurationError `store-unusable` where the file is damaged or of a newer version */
export async function readRecordFile(path: string): Promise<FiledRecord | undefined> {
  const content = await readContent(path)
  if (content === undefined) return undefined
  const { key, value, revision, expiresAt } = content
  const expires = expiresAt === null || typeof expiresAt === 'number'
  if (typeof key === 'string' && typeof value === 'string' && typeof revision === 'string' && expires) {
    return { key, value, revision, expiresAt }
  }
  throw unusable(path, 'damaged')
}

/** @throws ConfigurationError `store-unusable` where the file is damaged or of a newer version */
export async function readLeaseFile(path: string): Promise<Lease | undefined> {
  const content = await readContent(path)
  if (content === undefined) return undefined
  const { key, fence, expiresAt } = content
  if (typeof key === 'string' && typeof fence === 'number' && typeof expiresAt === 'number') {
    return { key, fence, expiresAt }
  }
  throw unusable(path, 'damaged')
}

async function readContent(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })
  if (text === undefined) return undefined
  const content = parse(text)
  if (typeof content !== 'object' || content === null) throw unusable(path, 'damaged')
  const members = content as Readonly<Record<string, unknown>>
  if (members.format !== format) throw unusable(path, typeof members.format === 'number' ? 'version' : 'damaged')
  return members
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unusable(path: string, reason: 'damaged' | 'version'): ConfigurationError {
  return new ConfigurationError('store-unusable', { details: { store: 'FileStore', path, reason } })
}
