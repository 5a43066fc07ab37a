import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { provenElsewhere } from '../src/mutation/proving.ts'
import seenBy from '../src/mutation/seen-by.json' with { type: 'json' }
import { plain } from '../src/reports/paint.ts'
import { withFault } from './support/faulty-mock.ts'

const checks = families.flatMap((family) => family.checks)

describe('the faults that checks were seen to see', () => {
  it('are faults of the mock, and checks of the suite, and every MUST check has some or is proven elsewhere', async () => {
    const ids = new Set(checks.map(({ id }) => id))
    expect(Object.keys(seenBy).filter((id) => !ids.has(id))).toEqual([])
    await using server = await startMockServer({ port: 0 })
    const { faults } = await server.control.run('faults.catalogue', {})
    const names = new Set(faults.map(({ name }) => name))
    expect(
      Object.values(seenBy)
        .flat()
        .filter((name) => !names.has(name)),
    ).toEqual([])
    const must = checks.filter(({ level }) => level === 'MUST').map(({ id }) => id)
    expect(must.filter((id) => !(id in seenBy) && !(id in provenElsewhere))).toEqual([])
  })

  it.each([
    ['D-06', 'discovery-issuer-trailing-slash'],
    ['K-05', 'keys-symmetric'],
    ['C-08', 'callback-access-token-injected'],
    ['I-18', 'front-id-token-c-hash-hex'],
    ['T-23', 'code-reuse-accepted'],
    ['P-06', 'api-unsigned-token-accepted'],
  ] as const)('are seen by %s again: %s', async (id, fault) => {
    expect(seenBy[id]).toContain(fault)
    const results = await withFault({ checks: checks.filter((check) => check.id === id) }, { fault })
    expect(results.map(({ verdict }) => verdict)).toEqual(['fail'])
  })

  it('are told by --explain', async () => {
    const out: string[] = []
    await runCli(['--explain', 'I-18,RP-30'], { paint: plain, out: (text) => out.push(text), err: () => {} })
    expect(out.join('')).toContain('front-id-token-c-hash-hex: ')
    expect(out.join('')).toContain('--subject mock --check I-18')
    expect(out.join('')).toContain('--subject client --check RP-30')
  })
})
