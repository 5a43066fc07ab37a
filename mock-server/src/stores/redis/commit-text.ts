import type { Change, StoredEntry } from '../../world/kept/state.ts'
import type { StatePoint, Update } from '../backend.ts'

/** A change in the log: collection, key and, where it was not removed, position and JSON. */
type LoggedChange = readonly [collection: string, key: string, position?: number, json?: string]

/** A commit as it stands in the log. */
export function toCommit(changes: readonly Change[]): string {
  return JSON.stringify(
    changes.map(
      ({ collection, key, entry }): LoggedChange =>
        entry ? [collection, key, entry.position, entry.json] : [collection, key],
    ),
  )
}

/** How many entries are put, their fields and values, and the fields to remove. */
export function toEntries(changes: readonly Change[]): readonly string[] {
  const put = changes.flatMap((change) => (change.entry ? [fieldOf(change), toValue(change.entry)] : []))
  const removed = changes.filter(({ entry }) => !entry).map(fieldOf)
  return [String(put.length / 2), ...put, ...removed]
}

/** Names of collections have no colon, so the first one ends them. */
function fieldOf({ collection, key }: Change): string {
  return `${collection}:${key}`
}

function toValue({ position, json }: StoredEntry): string {
  return `${position}:${json}`
}

/** What a script says is new. */
export function toUpdate(reply: unknown): Update {
  const [kind, meta, rest] = reply as readonly [string, readonly unknown[], readonly unknown[]]
  if (kind === 'gone') return { kind }
  const at = toPoint(meta)
  const changes = kind === 'changes' ? rest.flatMap((text) => fromCommit(String(text))) : fromEntries(rest.map(String))
  return { kind: kind === 'changes' ? 'changes' : 'whole', at, changes }
}

function toPoint([incarnation, revision, stamp]: readonly unknown[]): StatePoint {
  return { incarnation: String(incarnation), revision: Number(revision), stamp: String(stamp) }
}

function fromCommit(text: string): readonly Change[] {
  return (JSON.parse(text) as readonly LoggedChange[]).map(([collection, key, position, json]) =>
    position === undefined || json === undefined ? { collection, key } : { collection, key, entry: { position, json } },
  )
}

/** Fields and values by turns. */
function fromEntries(texts: readonly string[]): readonly Change[] {
  return texts.flatMap((field, index) => {
    if (index % 2 === 1) return []
    const [collection, key] = splitOnce(field)
    const [position, json] = splitOnce(texts[index + 1] ?? '')
    return [{ collection, key, entry: { position: Number(position), json } }]
  })
}

function splitOnce(text: string): readonly [string, string] {
  const index = text.indexOf(':')
  return [text.slice(0, index), text.slice(index + 1)]
}
