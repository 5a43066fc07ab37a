import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { describeWith, program } from '../support/require.ts'
import { patternOf, runPage } from '../support/run-page.ts'

describeWith([program('bash'), program('curl'), program('openssl')], 'docs/how-to/negative-testing.md', () => {
  test('does what it says, block by block', async () => {
    await using mock = await startMockServer({ consent: 'auto' })
    const steps = await runPage('negative-testing.md', mock.url)
    expect(steps.length).toBeGreaterThan(8)
    for (const { heading, expected, output } of steps) expect(output, heading).toMatch(patternOf(expected))
    expect(mock.worlds.all).toEqual([mock.world])
  }, 60_000)
})
