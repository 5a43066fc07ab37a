import { hostileRows } from '../../hostile/rows/index.ts'

/**
 * The hostile rows whose `fault@scenario` one of the patterns fits, so that a row which is added to the table is held
 * against clients by itself.
 */
export function rowsLike(...patterns: readonly RegExp[]): readonly string[] {
  const names = hostileRows.map(({ fault, scenario }) => `${fault}@${scenario}`)
  return [...new Set(names)].filter((name) => patterns.some((pattern) => pattern.test(name)))
}
