import { styleText } from 'node:util'

/** Characters of a cell in a table; `--json` shows all. */
const widest = 48

/**
 * An answer for a person: what is a list as a table, what is flat as names and values, all else as JSON. Colours are for
 * terminals alone.
 */
export function inWords(value: unknown): string {
  if (!isRecord(value)) return `${JSON.stringify(value)}\n`
  const members = Object.entries(value)
  const lists = members.filter((member): member is [string, readonly unknown[]] => isListOfRecords(member[1]))
  const [[name, list] = ['', []]] = lists
  if (lists.length !== 1 || !members.every(([, member]) => member === list || isShort(member))) return document(value)
  const rest = members.filter(([, member]) => member !== list)
  return [inTable(list.filter(isRecord), name), ...(rest.length > 0 ? [pairs(rest)] : [])].join('\n')
}

function document(value: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(value)
  return members.every(([, member]) => isShort(member)) ? pairs(members) : `${JSON.stringify(value, null, 2)}\n`
}

function pairs(members: readonly (readonly [string, unknown])[]): string {
  const width = Math.max(0, ...members.map(([name]) => name.length))
  return members.map(([name, value]) => `${bold(name.padEnd(width))}  ${cell(value)}\n`).join('')
}

function inTable(rows: readonly Readonly<Record<string, unknown>>[], name: string): string {
  if (rows.length === 0) return `No ${name}.\n`
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) =>
    rows.every((row) => isShort(row[column])),
  )
  const cells = rows.map((row) => columns.map((column) => shorten(cell(row[column]))))
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((texts) => texts[index]?.length ?? 0)),
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return [bold(line(columns)), ...cells.map(line), ''].join('\n')
}

/** One item of a stream in one line. */
export function lineOf(item: unknown): string {
  if (!isRecord(item) || typeof item.startedAt !== 'number' || 'request' in item) return `${JSON.stringify(item)}\n`
  const { id, startedAt, method, endpoint, status, outcome, what, clientId, fault } = item
  const time = new Date(startedAt).toISOString().slice(11, 19)
  const colored = typeof outcome === 'string' ? color(outcome) : ''
  const words = [id, time, method, endpoint, status ?? 'unanswered', colored, what, clientId, fault && `fault ${fault}`]
  return `${words.filter((word) => word !== undefined && word !== '').join(' ')}\n`
}

const colors = { answered: 'green', refused: 'yellow', failed: 'red', faulted: 'cyan', warned: 'magenta' } as const

function color(outcome: string): string {
  const found = Object.entries(colors).find(([name]) => name === outcome)
  return found ? styleText(found[1], outcome, { stream: process.stdout }) : outcome
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout })
}

function cell(value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function shorten(text: string): string {
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord)
}

/** A single value, or a list of single ones. */
function isShort(value: unknown): boolean {
  return Array.isArray(value) ? !value.some((item) => typeof item === 'object') : typeof value !== 'object'
}
