import { describe, expect, it } from 'vitest'
import { clientChecks } from '../src/checks/client/index.ts'
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
    const results = await tryFlaw({ flaw: 'nothing', seenBy: '' }, checks)
    expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  }, 120_000)
})
