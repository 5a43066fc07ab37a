import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../src/run/run-checks.ts'
import { discoveryDefects } from './discovery-defects.ts'
import { documentDefects } from './document-defects.ts'
import { jwksDefects } from './jwks-defects.ts'
import { keyDefects } from './key-defects.ts'
import { documentFamilies, verdictOn } from './support/defect.ts'

const defects = [...discoveryDefects, ...jwksDefects, ...documentDefects, ...keyDefects]

function expectAdvice(result: CheckResult | undefined): void {
  expect(result?.remedy).toMatch(/^[A-Z].*\.$/)
  expect(result?.expected).toBeTruthy()
  expect(result?.actual).toBeDefined()
}

describe('each check sees its defects, and sees them where they are', () => {
  it.each(defects)('$check: $defect is $verdict', async (defect) => {
    const { verdict, result, alsoFail } = await verdictOn(defect)
    expect(verdict, JSON.stringify(result)).toBe(defect.verdict)
    if (verdict === 'fail') expectAdvice(result)
    expect(alsoFail).toEqual(defect.alsoFail ?? [])
  })

  it('every MUST check is shown to fail', () => {
    const seen = new Set(defects.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check))
    const must = documentFamilies.flatMap(({ checks }) => checks).filter(({ level }) => level === 'MUST')
    expect(must.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([])
  })

  it('every other check is shown to find fault', () => {
    const quiet = new Set(['pass', 'known', 'fixed', 'untested', 'inapplicable'])
    const seen = new Set(defects.filter(({ verdict }) => !quiet.has(verdict)).map(({ check }) => check))
    const found = documentFamilies.flatMap(({ checks }) => checks).map(({ id }) => id)
    // D-27 finds fault with the healthy provider, and that is its one fault.
    expect(found.filter((id) => !seen.has(id))).toEqual(['D-27'])
  })
})
