import type { Row } from './step.ts'

const times = new Set(['nbf', 'exp', 'iat', 'auth_time'])

/** A JSON object in rows; where only some members are worth seeing, the others are counted. */
export function jsonRows(object: Readonly<Record<string, unknown>>, worthSeeing?: readonly string[]): readonly Row[] {
  const names = Object.keys(object)
  const shown = worthSeeing ? names.filter((name) => worthSeeing.includes(name)) : names
  const rows = shown.map((name): Row => [name, inWords(name, object[name])])
  const left = names.length - shown.length
  return left === 0 ? rows : [...rows, ['…', `and ${left} more members`]]
}

function inWords(name: string, value: unknown): string {
  if (times.has(name) && typeof value === 'number')
    return `${value} (${new Date(value * 1000).toISOString().replace('.000', '')})`
  if (name === 'keys' && Array.isArray(value)) return value.map(({ kid, alg }) => `${kid} (${alg})`).join(', ')
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
