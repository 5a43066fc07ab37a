import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { attributes } from '../src/mutation/attribution.ts'
import { caughtBy } from '../src/mutation/caught-by.ts'
import type { Defect } from '../src/mutation/defect.ts'
import { readOptions } from '../src/mutation/options.ts'
import { planTasks } from '../src/mutation/plan.ts'
import { printMutation } from '../src/mutation/print.ts'
import { proving } from '../src/mutation/proving.ts'
import { summarize } from '../src/mutation/summarize.ts'
import type { TaskResult } from '../src/mutation/task.ts'

const main = fileURLToPath(new URL('../src/mutation/main.ts', import.meta.url))
const run = promisify(execFile)

function defect(fault: string, ...expectedChecks: string[]): Defect {
  return { fault, id: undefined, group: 'callback', breaks: 'Something.', expectedChecks, alsoProves: [] }
}

function seen(...checks: string[]): TaskResult {
  return {
    reds: checks.map((check) => ({ check, verdict: 'fail', said: 'state was wrong' })),
    unmoved: [{ check: 'C-05', verdict: 'skip', reason: 'There is no callback (A-01).' }],
    variations: [],
  }
}

describe('the list of defects', () => {
  it('names checks that there are, and faults that the mock has', async () => {
    const ids = new Set(families.flatMap(({ checks }) => checks).map(({ id }) => id))
    expect(
      Object.values(caughtBy)
        .flat()
        .filter((id) => !ids.has(id)),
    ).toEqual([])
    await using server = await startMockServer({ port: 0 })
    const { faults } = await server.control.run('faults.catalogue', {})
    const known = new Set(faults.flatMap((fault) => fault.ids))
    expect(Object.keys(caughtBy).filter((id) => !known.has(id))).toEqual([])
    const names = new Set(faults.map(({ name }) => name))
    expect(Object.keys(proving).filter((name) => !names.has(name))).toEqual([])
  })
})

describe('the measure', () => {
  const wrong = defect('callback-state-wrong', 'C-07')
  const missing = defect('callback-code-missing', 'C-05')
  const tasks = planTasks({ defects: [wrong, missing], pairs: 1, healthy: 1, seed: 1, everything: false })
  /** @param results of each defect, of the pair and of the healthy provider, which is the first task */
  const measure = ([first, second, pair, healthy]: readonly [TaskResult, TaskResult, TaskResult, TaskResult]) =>
    summarize({
      tasks,
      results: [healthy, pair, first, second],
      families: [],
      hostile: [],
      twins: [],
      seconds: 0,
    })

  it('counts a defect as seen by the checks that are to catch it alone', () => {
    const { summary, defects } = measure([seen('C-07', 'C-12'), seen('C-12'), seen('C-07', 'C-05'), seen()])
    expect(summary).toMatchObject({
      defects: 2,
      detected: 1,
      attributed: 1,
      pairs: 1,
      pairsDetected: 1,
      falseAlarms: 0,
    })
    expect(defects[0]).toMatchObject({ seenBy: ['C-07', 'C-12'], collateral: ['C-12'] })
  })

  it('counts pairs in which one hides the other, and healthy providers that turn a check red', () => {
    const { summary, pairs } = measure([seen('C-07'), seen('C-05'), seen('C-07'), seen('K-01')])
    expect(summary).toMatchObject({ detected: 2, pairsDetected: 0, falseAlarms: 1 })
    expect(pairs[0]?.missed).toEqual(['callback-code-missing'])
    const printed = printMutation(measure([seen('C-07'), seen('C-05'), seen('C-07'), seen()]))
    expect(printed).toContain('masked   callback-code-missing')
    expect(printed).toContain('C-05 skip: There is no callback (A-01).')
  })

  it.each([
    ['grant-type-not-allowed-accepted', 'accepted: response_type=code', 'response_mode=query was accepted'],
    ['form-post-code-in-url', 'code stands in the query', 'code stands in the fragment'],
    ['front-id-token-claims-array', 'the payload is no JSON object but an array', 'the payload is no JSON object'],
    ['error-page-reflects', 'errorId is taken for an element of the page', 'the page has no title'],
  ])('takes what specifications call it for the name of %s', (fault, said, other) => {
    expect(attributes(defect(fault), { check: 'X-01', verdict: 'fail', said })).toBe(true)
    expect(attributes(defect(fault), { check: 'X-01', verdict: 'fail', said: other })).toBe(false)
  })

  it('asks of a reason that it names what was seeded', () => {
    const red = (said: string) => ({ check: 'C-07', verdict: 'fail', said }) as const
    expect(attributes(wrong, red('the field state came back otherwise'))).toBe(true)
    expect(attributes(wrong, red('something is not right'))).toBe(false)
  })
})

it('is planned alike for the same seed, and otherwise for another', () => {
  const defects = Array.from({ length: 20 }, (_, index) => defect(`fault-${index}`))
  const plan = (seed: number) => planTasks({ defects, pairs: 5, healthy: 2, seed, everything: false })
  expect(plan(1)).toEqual(plan(1))
  expect(plan(1)).not.toEqual(plan(2))
  expect(plan(1)).toHaveLength(27)
})

describe('the command', () => {
  it('measures real defects by name or id', async () => {
    const args = [
      '--conditions=source',
      main,
      '--only',
      'PD-071,callback-state-wrong',
      '--pairs',
      '0',
      '--healthy',
      '0',
    ]
    const { stdout } = await run(process.execPath, [...args, '--workers', '1', '--json'])
    expect(JSON.parse(stdout).summary).toMatchObject({ defects: 2, detected: 2, attributed: 2 })
  }, 120_000)

  it.each([
    [['--pairs=-1'], /--pairs takes a whole number from 0, not "-1"/],
    [['--seed', 'x'], /--seed takes a whole number/],
    [['--nonsense'], /nonsense/],
  ])('refuses %j', (args, message) => expect(() => readOptions(args)).toThrow(message))
})
