import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { errorReference } from '../scripts/error-reference.ts'
import type { ErrorEntry } from '../src/errors/error-entry.ts'
import { errorTable } from '../src/errors/error-table.ts'

const entries = Object.values(errorTable).flatMap((kind) => Object.entries<ErrorEntry>(kind))

describe('the table of errors', () => {
  it('is what the reference page says', async () => {
    const page = await readFile(new URL('../../docs/reference/client-errors.md', import.meta.url), 'utf8')
    expect(page, 'run: npx node --conditions=source client/scripts/error-reference.ts').toBe(errorReference())
  })

  it('has every code once', () => {
    const codes = entries.map(([code]) => code)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })

  it.each(entries)(
    '%s says what happened, why, what to do and by which rule',
    (code, { what, causes, remedy, spec }) => {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(what).toMatch(/^(\p{Ll}|MobilePay).{15,}[^.]$/u)
      expect(causes.length).toBeGreaterThan(0)
      for (const cause of causes) expect(cause).toMatch(/^.{8,}[^.]$/)
      expect(remedy).toMatch(/^\p{Lu}.*\.$/u)
      expect(spec.length).toBeGreaterThan(5)
    },
  )
})
