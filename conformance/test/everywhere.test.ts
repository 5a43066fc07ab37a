import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { differencesOf } from '../src/everywhere/compare-verdicts.ts'
import { isWell, printEverywhere } from '../src/everywhere/print.ts'
import { runEverywhere, type SetupResult } from '../src/everywhere/run-everywhere.ts'
import type { Setup } from '../src/everywhere/setup.ts'
import { inProcess } from '../src/everywhere/setups/in-process.ts'
import { pathForm } from '../src/everywhere/setups/path-form.ts'
import { proxy } from '../src/everywhere/setups/proxy.ts'
import { realNames } from '../src/everywhere/setups/real-names.ts'
import type { CheckResult } from '../src/run/check-result.ts'

const some = families.flatMap(({ checks }) => checks).filter(({ id }) => ['D-01', 'I-18', 'R-16', 'S-20'].includes(id))
const options = { checks: some, environments: ['sandbox-fi'], generation: '2024' } as const

const resultOf = (id: string, verdict: CheckResult['verdict']) =>
  ({ id, environment: 'sandbox-dk', verdict }) as unknown as CheckResult

describe('every way in which the mock is run and reached', () => {
  it('comes to the same verdicts', { timeout: 60_000 }, async () => {
    const results = await runEverywhere({ ...options, setups: [inProcess, pathForm, realNames, proxy] })
    expect(results.map(({ setup, kind }) => [setup, kind])).toEqual([
      ['in-process', 'ran'],
      ['path-form', 'ran'],
      ['real-names', 'ran'],
      ['proxy', 'ran'],
    ])
    expect(results.flatMap((result) => (result.kind === 'ran' ? result.differences : []))).toEqual([])
    expect(isWell(results)).toBe(true)
    expect(printEverywhere(results)).toContain('S-20 is not tried: under its real name the other stage is production')
  })

  it('that finds something else is told by check and environment', async () => {
    const faulty: Setup = {
      name: 'faulty',
      title: 'a mock that leaves the nonce out',
      async open(generation, environments) {
        const { startMockSubject } = await import('../src/subjects/mock-subject.ts')
        const subject = await startMockSubject(generation, environments)
        const world = subject.worlds.get('sandbox-fi')
        await world?.faults.add({ fault: 'discovery-issuer-http', times: 'always' })
        return subject
      },
    }
    const results = await runEverywhere({
      ...options,
      checks: families.flatMap(({ checks }) => checks).filter(({ id }) => id.startsWith('D-')),
      setups: [inProcess, faulty],
    })
    expect(isWell(results)).toBe(false)
    expect(printEverywhere(results)).toMatch(/D-\d\d in sandbox-fi: fail, not (?:pass|known)/)
  })
})

describe('a comparison', () => {
  it('takes what is missing for untested, and leaves the transport out', () => {
    const base = [resultOf('T-01', 'pass'), resultOf('D-28', 'inapplicable'), resultOf('K-01', 'pass')]
    expect(differencesOf(base, [resultOf('T-01', 'pass'), resultOf('D-28', 'pass')])).toEqual([
      { check: 'K-01', environment: 'sandbox-dk', verdict: 'untested', expected: 'pass' },
    ])
  })

  it('excuses what cannot be tried, and no failure of it', () => {
    const base = [resultOf('S-20', 'pass')]
    expect(differencesOf(base, [resultOf('S-20', 'untested')], { 'S-20': 'production' })).toEqual([])
    expect(differencesOf(base, [resultOf('S-20', 'fail')], { 'S-20': 'production' })).toHaveLength(1)
  })
})

describe('a set-up that a machine lacks the tool for', () => {
  const missing: SetupResult = { kind: 'missing', setup: 'x', title: 'an X', tool: 'x-tool', reason: 'no program x' }

  it('is told of, and is a failure where the tool is required', async () => {
    const setup: Setup = { ...inProcess, name: 'x', title: 'an X', tool: 'x-tool', missing: () => 'no program x' }
    expect(await runEverywhere({ ...options, setups: [setup] })).toEqual([missing])
    expect(printEverywhere([missing])).toBe('an X  not tried: no program x\n')
    expect(isWell([missing], 'chromium')).toBe(true)
    expect(isWell([missing], 'chromium, x-tool')).toBe(false)
  })
})
