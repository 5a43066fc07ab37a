import { type Expectation, type HostileRow, rejected, type Story } from '../hostile-row.ts'

/** What a table says of a fault: the expectation alone, or with what else there is to say of the row. */
export type Entry = Expectation | ({ readonly expect: Expectation } & Partial<Omit<HostileRow, 'expect' | 'fault'>>)
export type Table = Readonly<Record<string, Entry>>

/** Rows of one scenario; the keys of the table are names of faults behind the prefix. */
export function fromTable(
  common: Omit<Story, 'fault'>,
  table: Table,
  { prefix = '', only = () => true }: { readonly prefix?: string; readonly only?: (name: string) => boolean } = {},
): readonly HostileRow[] {
  return Object.entries(table)
    .filter(([name]) => only(name))
    .map(([name, entry]) => ({
      fault: `${prefix}${name}`,
      ...common,
      ...('expect' in entry ? entry : { expect: entry }),
    }))
}

/** The same expectation for several names: `all('missing, null', rejected(…))`. */
export function all<Value>(names: string, value: Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(names.split(/,\s*/).map((name) => [name.trim(), value]))
}

/** Rejected for a claim, which the details name. */
export function claim(code: string, name: string) {
  return rejected(code, { claim: name })
}
