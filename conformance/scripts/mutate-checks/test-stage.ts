import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import type { Instrumented } from './instrument.ts'
import type { Mutant } from './mutants.ts'
import { testFilesOf } from './test-files.ts'

export interface TestStageOptions {
  readonly root: string
  /** Names of faults that were tried already: a test that is named for one of them would see no more. */
  readonly faults: readonly string[]
  /** Seconds that each mutant may take within one test file. */
  readonly seconds: number
}

/**
 * Tries mutants against the tests of their family, file by file.
 * @returns the test that fails with a mutant, by the number of the mutant
 */
export async function killedByTests(
  { mutated }: Pick<Instrumented, 'mutated'>,
  mutants: readonly Mutant[],
  options: TestStageOptions,
): Promise<ReadonlyMap<number, string>> {
  const files = Map.groupBy(
    mutants.flatMap((mutant) =>
      testFilesOf(mutant.file, join(options.root, 'conformance/test')).map((path) => ({ path, id: mutant.id })),
    ),
    ({ path }) => path,
  )
  const vitest = await open(mutated, options)
  const killed = new Map<number, string>()
  try {
    for (const [path, tries] of files) {
      const alive = tries.map(({ id }) => id).filter((id) => !killed.has(id))
      for (const [id, test] of alive.length === 0 ? [] : await tryFile(vitest, path, alive)) killed.set(id, test)
    }
  } finally {
    await vitest.close()
  }
  return killed
}

async function open(mutated: Instrumented['mutated'], { root, faults, seconds }: TestStageOptions): Promise<Vitest> {
  const vitest = await createVitest(
    {
      root,
      watch: false,
      // What is kept there has the mutants' numbers of another run.
      fsModuleCache: false,
      maxWorkers: 1,
      reporters: [{}],
      runner: join(import.meta.dirname, 'test-runner.ts'),
      testTimeout: 60_000,
    },
    { plugins: [{ name: 'mutants', enforce: 'pre', transform: (_code, id) => mutated(id.split('?')[0] ?? id) }] },
  )
  vitest.provide('leftOut', faults)
  vitest.provide('milliseconds', seconds * 1000)
  return vitest
}

async function tryFile(
  vitest: Vitest,
  path: string,
  ids: readonly number[],
): Promise<readonly (readonly [number, string])[]> {
  vitest.provide('mutants', ids)
  const { testModules } = await vitest.runTestSpecifications([vitest.getRootProject().createSpecification(path)])
  const tests = testModules.flatMap((module) => [...module.children.allTests()])
  return tests.flatMap((test) => (test.meta().killed ?? []).map((id) => [id, test.fullName] as const))
}
