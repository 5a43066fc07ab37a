import { expect, it } from 'vitest'
import { runSoak } from '../../src/soak/run-soak.ts'

it('three processes that are killed lose no connection but by the protocol', async () => {
  const report = await runSoak({ store: 'sqlite', seconds: 4, processes: 3, merchants: 20, seed: 7 })
  expect(report.violations).toEqual([])
  expect(report.refused).toBe(report.forcedLosses)
  expect(report.refreshes).toBeGreaterThan(0)
  expect(report.kills).toBeGreaterThan(0)
}, 60_000)
