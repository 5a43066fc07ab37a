import type { Paint } from '../reports/paint.ts'
import type { Row } from './step.ts'

const lineWidth = 100
const longestValue = 140

/** Text in lines that are easy to read. */
export function paragraph(text: string, indent: string): readonly string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && indent.length + line.length + 1 + word.length > lineWidth) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line) => `${indent}${line}`)
}

/** Names in one column, values in the other. */
export function table(rows: readonly Row[], indent: string, paint: Paint): readonly string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${indent}${paint('dim', name.padEnd(width))}  ${shorten(value)}`)
}

/** A value that is too long for a line, cut with its length. */
export function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ')
  return line.length <= longestValue ? line : `${line.slice(0, longestValue - 30)}… (${line.length} characters)`
}
