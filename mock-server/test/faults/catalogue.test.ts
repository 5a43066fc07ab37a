import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { faults, findFault } from '../../src/faults/catalogue.ts'
import { endpointLabels } from '../../src/journal/endpoint-label.ts'

test('there are at least a hundred faults', () => {
  expect(faults.length).toBeGreaterThanOrEqual(100)
})

test('names and ids belong to one fault each, and each finds it', () => {
  const names = faults.flatMap(({ name, ids = [] }) => [name, ...ids])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  for (const fault of faults) {
    for (const name of [fault.name, ...(fault.ids ?? [])]) expect(findFault(name)).toBe(fault)
  }
})

describe.each(faults)('$name', (fault) => {
  test('says what it breaks, by which specification and what is right, in whole sentences', () => {
    expect(fault.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(fault.breaks).toMatch(/^\S.*[.]$/)
    expect(fault.expected).toMatch(/^\S.*[.]$/)
    expect(fault.spec).not.toBe('')
  })

  test('acts somewhere', () => {
    expect(Object.keys(fault.at)).not.toEqual([])
    expect(fault.endpoints).not.toEqual([])
    for (const endpoint of fault.endpoints) expect(endpointLabels).toContain(endpoint)
  })

  test('has defaults that its own schema takes', () => {
    const { parameters } = fault
    if (!parameters) return
    const filled = Value.Default(parameters, {})
    const missing = [...Value.Errors(parameters, filled)].filter(({ keyword }) => keyword !== 'required')
    expect(missing).toEqual([])
  })
})
