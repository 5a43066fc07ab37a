import { describe, expect, it } from 'vitest'
import ledger from '../../fixtures/facts.json' with { type: 'json' }
import { families } from '../src/checks/families.ts'
import { deviationNotes, knownDeviations } from '../src/run/known-deviations.ts'

/** The rows of the catalogue: level and sandbox class of each check, in order. */
const catalogue: Readonly<Record<string, string>> = {
  D: `01 MUST Y, 02 MUST Y, 03 MUST Y, 04 MUST Y, 05 MUST Y, 06 MUST Y, 07 MUST H, 08 MUST Y, 09 MUST Y, 10 MUST Y,
      11 MUST Y, 12 SHOULD Y, 13 SHOULD Y, 14 MUST Y, 15 MUST Y, 16 SHOULD Y, 17 SHOULD Y, 18 MUST Y, 19 MUST Y,
      20 SHOULD Y, 21 MUST Y, 22 MUST H, 23 SHOULD H, 24 MAY Y, 25 SHOULD Y, 26 SHOULD Y, 27 SHOULD Y, 28 MUST Y,
      29 MUST Y, 30 SHOULD Y, 31 SHOULD Y`,
  K: `01 MUST Y, 02 MUST Y, 03 MUST Y, 04 SHOULD Y, 05 MUST Y, 06 MUST Y, 07 SHOULD Y, 08 MUST Y, 09 MUST Y,
      10 MUST Y, 11 MUST Y, 12 MUST Y, 13 SHOULD Y, 14 MUST H, 15 SHOULD Y, 16 MUST Y, 17 SHOULD Y, 18 SHOULD N,
      19 MAY Y`,
  A: `01 MUST H, 02 MUST H, 03 MUST H, 04 MUST H, 05 MUST Y, 06 MUST Y, 07 MUST Y, 08 MUST Y, 09 MUST Y, 10 MUST Y,
      11 MUST Y, 12 MUST Y, 13 MUST Y, 14 MUST Y, 15 MUST Y, 16 MUST Y, 17 SHOULD Y, 18 MAY H, 19 SHOULD Y,
      20 MUST H, 21 MUST H, 22 MUST Y, 23 MUST H, 24 MUST Y, 25 SHOULD Y, 26 MUST Y, 27 SHOULD Y, 28 MUST Y,
      29 MAY H, 30 MUST Y, 31 SHOULD Y, 32 MUST H, 33 MUST H, 34 MUST H, 35 SHOULD Y, 36 MUST Y, 37 SHOULD H,
      38 MUST H, 39 MUST H, 40 MUST H, 41 SHOULD H, 42 MUST H, 43 MUST H, 44 MUST H, 45 MUST Y, 46 SHOULD Y,
      47 MUST Y, 48 MUST H, 49 MUST Y, 50 MUST Y, 51 MUST H, 52 SHOULD Y, 53 SHOULD Y, 54 MAY H, 55 SHOULD Y,
      56 SHOULD H`,
  C: `01 MUST H, 02 MUST H, 03 SHOULD H, 04 MUST H, 05 MUST H, 06 MUST H, 07 MUST H, 08 MUST H, 09 MUST H, 10 MUST H,
      11 MUST H, 12 MUST H, 13 SHOULD H, 14 SHOULD H, 15 MUST H, 16 MUST H, 17 MUST H, 18 MUST H, 19 MUST H,
      20 SHOULD H$, 21 MUST Y, 22 MUST Y, 23 MUST H, 24 MAY H`,
  I: `01 MUST H, 02 MUST H, 03 MUST H, 04 MUST H, 05 MUST H, 06 MUST H, 07 MUST H, 08 MUST H, 09 MUST H, 10 SHOULD H,
      11 MUST H, 12 MUST H, 13 MUST H, 14 MAY H, 15 MUST H, 16 MUST H, 17 MUST H, 18 MUST H, 19 MAY H, 20 MUST H,
      21 MUST H, 22 MUST H, 23 MUST H, 24 MUST H, 25 MUST H, 26 SHOULD H, 27 MUST H, 28 MUST H, 29 SHOULD H,
      30 SHOULD H, 31 MUST H, 32 MUST H, 33 MAY H, 34 SHOULD H, 35 SHOULD H, 36 SHOULD H, 37 MUST Y, 38 MUST Y`,
  T: `01 MUST H$, 02 MUST H$, 03 MUST H$, 04 MUST H$, 05 MUST H$, 06 SHOULD H$, 07 SHOULD H$, 08 MUST H$,
      09 SHOULD H$, 10 MUST H$, 11 SHOULD H$, 12 MUST H$, 13 MUST H$, 14 MUST Y, 15 MUST Y, 16 MUST Y, 17 MUST Y,
      18 MUST Y, 19 MUST Y, 20 MUST Y, 21 MUST Y, 22 MUST Y, 23 MUST H$, 24 MUST H$, 25 SHOULD D, 26 MUST H$,
      27 MUST H$, 28 MUST H$, 29 MUST H$, 30 MUST H$, 31 MUST H$, 32 MUST N, 33 MUST H$, 34 MUST H$, 35 MUST Y,
      36 MUST Y, 37 MUST Y, 38 MUST Y, 39 MUST H$, 40 MUST Y, 41 SHOULD Y, 42 SHOULD Y, 43 SHOULD Y, 44 MAY H$,
      45 SHOULD H$, 46 MUST D, 47 SHOULD Y`,
  R: `01 MUST H$, 02 MUST H$, 03 SHOULD H$, 04 MUST H$, 05 MUST H$, 06 MUST H$, 07 MUST H$, 08 MUST H$, 09 SHOULD H$,
      10 MUST H$, 11 MUST H$, 12 SHOULD H$, 13 SHOULD D, 14 SHOULD D, 15 MUST D, 16 MUST H$, 17 MUST Y, 18 MUST Y,
      19 SHOULD H$, 20 MUST H$, 21 SHOULD H$, 22 MUST H$, 23 MUST H$, 24 MAY N, 25 MUST D, 26 SHOULD D, 27 MAY D,
      28 MAY H$`,
  M: `01 MUST H, 02 MUST H, 03 SHOULD H, 04 MUST H, 05 SHOULD Y, 06 MUST Y, 07 MUST Y, 08 SHOULD Y, 09 SHOULD Y,
      10 MUST Y, 11 MUST H, 12 MUST H$, 13 MUST H$, 14 MUST H$, 15 MUST D, 16 SHOULD H, 17 MUST Y, 18 SHOULD H`,
  P: `01 MUST H$, 02 MUST Y, 03 MUST Y, 04 MUST H$, 05 MUST H$, 06 MUST H$, 07 MUST H$, 08 MUST H$, 09 SHOULD H$,
      10 SHOULD H$, 11 MUST H$, 12 MUST Y, 13 SHOULD H$, 14 SHOULD Y, 15 SHOULD H$, 16 SHOULD H$, 17 MUST D,
      18 SHOULD D, 19 MUST Y, 20 MAY Y`,
  S: `01 MUST H$, 02 MUST N, 03 MUST Y, 04 MUST Y, 05 MUST Y, 06 SHOULD Y, 07 SHOULD Y, 08 SHOULD Y, 09 MUST Y,
      10 MUST Y, 11 MUST Y, 12 SHOULD Y, 13 SHOULD Y, 14 MAY Y, 15 MAY Y, 16 SHOULD Y, 17 SHOULD Y, 18 SHOULD H,
      19 MUST N, 20 MUST N, 21 MUST Y, 22 MUST Y`,
}
const classes: Readonly<Record<string, string>> = {
  Y: 'unattended',
  H: 'human-login',
  H$: 'burns-code',
  D: 'destructive',
  N: 'mock-only',
}
const checks = families.flatMap((family) => family.checks)
const facts = ledger.facts as readonly { readonly id: string; readonly checks: readonly string[] }[]

describe('the families', () => {
  it.each(families)('$id has every row of the catalogue, in its order', (family) => {
    const rows = (catalogue[family.id] ?? '').split(/,\s+/).map((row) => {
      const [number = '', level = '', sandbox = ''] = row.trim().split(' ')
      return { id: `${family.id}-${number}`, level, sandbox: classes[sandbox] }
    })
    expect(family.checks.map(({ id, level, sandbox }) => ({ id, level, sandbox }))).toEqual(rows)
  })

  it('are those that the catalogue has so far', () => {
    expect(families.map(({ id }) => id)).toEqual(Object.keys(catalogue))
  })

  it('give each check a title of its own and a specification', () => {
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length)
    for (const { id, spec } of checks) expect(spec, id).not.toBe('')
  })
})

describe('the ledger of facts', () => {
  it('names no check of a family that is not there', () => {
    const ids = new Set(checks.map(({ id }) => id))
    const named = facts
      .flatMap((fact) => fact.checks)
      .filter((id) => families.some((family) => id.startsWith(`${family.id}-`)))
    expect(named.filter((id) => !ids.has(id))).toEqual([])
  })

  it.each(checks)('says what MobilePay does where $id looks', ({ id, facts: named }) => {
    expect(named.length, id).toBeGreaterThan(0)
  })
})

describe('the known deviations', () => {
  it.each(knownDeviations)('$id of $check says why, from where, until when and whose', (entry) => {
    expect(checks.some(({ id }) => id === entry.check)).toBe(true)
    expect(entry.reason).toMatch(/\.$/)
    expect(entry.source).not.toBe('')
    expect(entry.owner).not.toBe('')
    expect(entry.expires).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(entry.generations.length).toBeGreaterThan(0)
  })

  it('has at most one entry for a check and generation', () => {
    const keys = knownDeviations.flatMap(({ check, generations }) => generations.map((name) => `${check} ${name}`))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('keeps as notes what no check is expected to find', () => {
    for (const { check } of deviationNotes) expect(knownDeviations.some((entry) => entry.check === check)).toBe(false)
  })
})
