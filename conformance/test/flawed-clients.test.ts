import { describe, expect, it } from 'vitest'
import { clientChecks } from '../src/checks/client/index.ts'
import { hopelessFlaws } from './flawed/hopeless.ts'
import { flaws } from './flawed/index.ts'
import { tryFlaw } from './support/try-flaw.ts'

describe('family RP sees a client with one flaw', () => {
  it.each(flaws.map((flaw) => [flaw.flaw, flaw.seenBy, flaw] as const))(
    '%s (%s)',
    async (_, id, flaw) => {
      const [result] = await tryFlaw(
        flaw,
        clientChecks.filter((check) => check.id === id),
      )
      expect(['fail', 'warn', 'info'], JSON.stringify(result?.actual)).toContain(result?.verdict)
    },
    60_000,
  )

  it('and says nothing of the same client without any', async () => {
    const ids = new Set(flaws.map(({ seenBy }) => seenBy))
    const checks = clientChecks.filter(({ id }) => ids.has(id))
    const results = await tryFlaw({ flaw: 'nothing' }, checks)
    expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  }, 120_000)
})

describe('of a client with which no consent comes about', () => {
  it.each(hopelessFlaws.map((flaw) => [flaw.flaw, flaw] as const))(
    'family RP says nothing that it has not seen: it %s',
    async (_, flaw) => {
      const ids = ['RP-17', 'RP-28', 'RP-29', 'RP-30', 'RP-55', 'RP-56', 'RP-72', 'RP-73', 'RP-74', 'RP-77']
      const results = await tryFlaw(
        flaw,
        clientChecks.filter(({ id }) => ids.includes(id)),
      )
      expect(results.filter(({ verdict }) => verdict === 'pass')).toEqual([])
      expect(results.filter(({ reason = '' }) => /TypeError|ReferenceError/.test(reason))).toEqual([])
    },
    60_000,
  )
})
