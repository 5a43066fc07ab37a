import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { installBoard } from '../scripts/mutate-checks/instrument.ts'
import { withMutants } from '../scripts/mutate-checks/mutants.ts'
import { testFilesOf } from '../scripts/mutate-checks/test-files.ts'

function mutatorsOf(body: string): readonly string[] {
  const { mutants } = withMutants('check.ts', `export function check(a: number, b: string[]) { ${body} }`, 0)
  return mutants.map(({ was, is }) => `${was} → ${is}`)
}

describe('mutants of the checking code', () => {
  it('change what decides', () => {
    expect(mutatorsOf('return a > 1')).toEqual(['a > 1 → (a) >= (1)', 'a > 1 → (a) <= (1)'])
    expect(mutatorsOf('if (a) return [a]')).toEqual(['[a] → []', 'a → true', 'a → false'])
    expect(mutatorsOf('return b.some(Boolean)')).toEqual(['some → every'])
  })

  it.each([
    'return { title: a > 1 ? "one" : "two", remedy: a ? "this" : "that", expected: [a === 1] }',
    'return judgeProblems(b, a > 1 ? "all" : "none", a ? "this" : "that")',
    'return skip(a > 1 ? "many" : "few")',
  ])('leave alone what only tells people something: %s', (body) => {
    expect(mutatorsOf(body)).toEqual([])
  })

  it('change what was found, and what problems are made of', () => {
    expect(mutatorsOf('return judge(true, { actual: a === 1 })')).toContain('a === 1 → (a) !== (1)')
    expect(mutatorsOf('return judgeProblems(a === 1 ? b : [a], "none", "Mend it.")')).toHaveLength(4)
  })

  it('leave alone what runs once, when the module is loaded', () => {
    expect(withMutants('check.ts', 'export const one = 1 > 0 ? [1] : []', 0).mutants).toEqual([])
    expect(withMutants('check.ts', 'export const two = list.map((one) => [one > 0])', 0).mutants).toEqual([])
    const later = 'export const checks = list.map((one) => ({ run: () => one.length === 0 }))'
    expect(withMutants('check.ts', later, 0).mutants).toHaveLength(1)
  })

  it('that do not end are thrown out of', () => {
    const board = installBoard()
    const forEver = () => {
      while (board.ask(1) || !board.ask(2));
    }
    board.on = 1
    expect(forEver).toThrow('Mutant 1 does not end.')
    expect([...board.reached]).toEqual([1])
    board.on = 2
    expect(forEver).not.toThrow()
  })

  it('are tried against the tests of their family', () => {
    const names = testFilesOf('conformance/src/checks/token/codes.ts', import.meta.dirname)
    expect(names).toContain(join(import.meta.dirname, 'token.test.ts'))
    expect(names).not.toContain(join(import.meta.dirname, 'merchant.test.ts'))
    const ofClients = testFilesOf('conformance/src/checks/client/kinship.ts', import.meta.dirname)
    expect(ofClients).toContain(join(import.meta.dirname, 'kinship.test.ts'))
    expect(ofClients).not.toContain(join(import.meta.dirname, 'client.test.ts'))
    const ofHostile = testFilesOf('conformance/src/hostile/judge-attempt.ts', import.meta.dirname)
    expect(ofHostile).toEqual([join(import.meta.dirname, 'judge-attempt.test.ts')])
  })
})
