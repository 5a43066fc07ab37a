import type { Paint } from '../reports/paint.ts'
import { jsonRows } from './json-rows.ts'
import { table } from './layout.ts'
import type { Row, SeenToken } from './step.ts'

/** Tells tokens: the first of a kind in full, a later one by what is different in it. */
export class TokenTeller {
  readonly #told = new Map<string, readonly Row[]>()

  lines({ name, from, header, claims }: SeenToken, margin: string, paint: Paint): readonly string[] {
    const rows = [...jsonRows(header), ...jsonRows(claims)]
    const before = this.#told.get(name)
    this.#told.set(name, rows)
    const title = `${margin}${name} ${from}, decoded`
    if (!before) return [title, ...table(rows, `${margin}  `, paint)]
    const changed = differences(before, rows)
    const than = changed.length > 0 ? 'what differs from the one before' : 'nothing differs from the one before'
    return [`${title}; ${than}`, ...table(changed, `${margin}  `, paint)]
  }
}

function differences(before: readonly Row[], now: readonly Row[]): readonly Row[] {
  const old = new Map(before)
  const names = new Set(now.map(([name]) => name))
  const gone = before.filter(([name]) => !names.has(name)).map(([name]): Row => [name, '(not in this one)'])
  return [...now.filter(([name, value]) => old.get(name) !== value), ...gone]
}
