import type { RecordStore } from '../../../src/index.ts'

/** A record that shows by itself whether it is whole. */
export function counterText(count: number): string {
  return JSON.stringify({ count, padding: paddingFor(count), end: count })
}

/** @throws where the record is not a whole one */
export function readCounter(text: string | undefined): number {
  const { count, padding, end } = JSON.parse(text ?? counterText(0))
  if (count !== end || padding !== paddingFor(count)) throw new Error('The record is not whole.')
  return count
}

/** @returns the count that was written; undefined where another process was faster */
export async function increment(store: RecordStore): Promise<number | undefined> {
  const record = await store.get('counter')
  const count = readCounter(record?.value) + 1
  const revision = await store.set('counter', counterText(count), { revision: record?.revision ?? null })
  return revision === undefined ? undefined : count
}

/** Of many lengths, over several blocks of a disk. */
function paddingFor(count: number): string {
  return String(count % 10).repeat((count % 7) * 5_000)
}
