import type { Generation } from '@mobilepay-oidc/fixtures'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { clientChecks, clientFamily } from '../src/checks/client/index.ts'
import { InProcessDriver } from '../src/drivers/in-process-driver.ts'
import { runClientChecks } from '../src/run/run-client-checks.ts'
import { type ClientSubject, startOwnClient } from '../src/subjects/client-subject.ts'
import { type Carelessness, CarelessProgram } from './support/careless-program.ts'

/** Levels of the catalogue, in its order. */
const should = [9, 15, 16, 25, 47, 50, 53, 54, 64, 68, 72, 73, 75, 76]
const levels = Array.from({ length: 80 }, (_, index) => {
  const number = index + 1
  return `RP-${String(number).padStart(2, '0')} ${number === 21 ? 'MAY' : should.includes(number) ? 'SHOULD' : 'MUST'}`
})

describe('family RP', () => {
  it('has every row of the catalogue, in its order', () => {
    expect(clientFamily.checks.map(({ id, level }) => `${id} ${level}`)).toEqual(levels)
    expect(clientFamily.checks.every(({ sandbox }) => sandbox === 'mock-only')).toBe(true)
    expect(new Set(clientFamily.checks.map(({ title }) => title)).size).toBe(80)
  })

  it.each<Generation>(['2024', '2018'])(
    'is green against this client, with generation %s',
    async (generation) => {
      await using subject = await startOwnClient(generation)
      const { results, exchanges } = await runClientChecks({ subject, checks: clientChecks })
      expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
      expect(results).toHaveLength(80)
      for (const { id, evidence } of results) {
        for (const name of evidence) expect(exchanges.has(name), id).toBe(true)
      }
      expect(results.filter(({ evidence }) => evidence.length === 0).map(({ id }) => id)).toEqual([])
    },
    120_000,
  )

  it('sees every way in which careless clients go wrong: each check is red for one of them', async () => {
    const red = new Set<string>()
    for (const kind of ['trusting', 'refusing', 'constant', 'forgetful'] as const) {
      await using subject = await careless(kind)
      const { results } = await runClientChecks({ subject, checks: clientChecks })
      for (const { id, verdict } of results) if (['fail', 'warn', 'info'].includes(verdict)) red.add(id)
    }
    expect(clientChecks.map(({ id }) => id).filter((id) => !red.has(id))).toEqual([])
  }, 240_000)

  it('holds against a client only what its driver can be told to do', async () => {
    await using subject = await careless('refusing', WithoutRefresh)
    const checks = clientChecks.filter(({ id }) => ['RP-69', 'RP-70', 'RP-71'].includes(id))
    const { results } = await runClientChecks({ subject, checks })
    expect(results.map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual(
      Array(3).fill('inapplicable: The client, or its driver, has no refresh.'),
    )
  })
})

/** Whose driver can't be told to refresh. */
class WithoutRefresh extends CarelessProgram {
  override report() {
    const reported = super.report()
    return { ...reported, supports: reported.supports.filter((ability) => ability !== 'refresh') }
  }
}

async function careless(kind: Carelessness, Program = CarelessProgram): Promise<ClientSubject> {
  const server = await startMockServer({ consent: 'auto' })
  const make = () => new InProcessDriver(kind, new Program(kind))
  return {
    name: kind,
    generation: '2024',
    server,
    width: 12,
    async lend() {
      const driver = make()
      return { driver, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() }
    },
    apart: make,
    [Symbol.asyncDispose]: () => server.close(),
  }
}
