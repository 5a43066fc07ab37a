import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startMockServer } from '@mobilepay-oidc/mock-server'
import { families } from '../checks/families.ts'
import { runHostile, runTwins } from '../hostile/run-hostile.ts'
import { startOwnClient } from '../subjects/client-subject.ts'
import { type Defect, isForSuite, isListed, toDefect } from './defect.ts'
import { judgeRun } from './judge-run.ts'
import { type MutationOptions, readOptions, usage } from './options.ts'
import { planTasks } from './plan.ts'
import { runInPool } from './pool.ts'
import { printMutation, reachesGoals } from './print.ts'
import { type MutationReport, summarize } from './summarize.ts'
import type { RunOutcome } from './task.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options.help) return say(usage, 0)
    const report = await measure(options)
    if (options.out !== undefined) await write(options.out, report)
    if (options.seenBy !== undefined) await writeFile(options.seenBy, seenByText(report))
    return say(
      options.json ? `${JSON.stringify(report, null, 2)}\n` : printMutation(report),
      reachesGoals(report) ? 0 : 1,
    )
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error
    process.stderr.write(`${error.message} See --help.\n`)
    return 2
  }
}

async function measure(options: MutationOptions): Promise<MutationReport> {
  const began = performance.now()
  const tasks = planTasks({ ...options, defects: await chooseDefects(options) })
  const aimed = options.only.length > 0
  // The client's table is one thread's work, and waits a good deal: beside the providers it costs no time of its own.
  const [[baseline = nothing, ...outcomes], { hostile, twins }] = await Promise.all([
    runInPool([{ kind: 'baseline' }, ...tasks], { workers: options.workers, done: progress }),
    aimed ? { hostile: [], twins: [] } : holdClient(),
  ])
  const seconds = Math.round((performance.now() - began) / 100) / 10
  const results = tasks.map((task, index) => judgeRun(task, outcomes[index] ?? nothing, baseline))
  return summarize({ tasks, results, families: aimed ? [] : families, hostile, twins, seconds })
}

const nothing: RunOutcome = { examined: [], variations: [] }

async function holdClient() {
  await using client = await startOwnClient()
  const hostile = await runHostile(client)
  return { hostile, twins: await runTwins(client) }
}

/** @throws RangeError for a name that no fault has. */
async function chooseDefects({ all, only }: MutationOptions): Promise<readonly Defect[]> {
  await using server = await startMockServer({ port: 0 })
  const { faults } = await server.control.run('faults.catalogue', {})
  const known = new Set(faults.flatMap(({ name, ids }) => [name, ...ids]))
  const unknown = only.find((word) => !known.has(word))
  if (unknown !== undefined) throw new RangeError(`There is no fault ${unknown}.`)
  if (only.length > 0)
    return faults.filter(({ name, ids }) => [name, ...ids].some((word) => only.includes(word))).map(toDefect)
  const defects = faults.filter(isForSuite).map(toDefect)
  return all ? defects : defects.filter(isListed)
}

function progress(finished: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${finished} of ${total} providers${finished === total ? '\n' : ''}`)
}

async function write(directory: string, report: MutationReport): Promise<void> {
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'mutation.json'), `${JSON.stringify(report, null, 2)}\n`)
}

/** Which faults turned each check red, in the order of the catalogue. */
function seenByText({ defects }: MutationReport): string {
  const pairs = defects.flatMap(({ fault, seenBy }) => seenBy.map((check) => ({ check, fault })))
  const groups = Map.groupBy(pairs, ({ check }) => check)
  const lines = Array.from(groups, ([check, of]) => `  "${check}": ${JSON.stringify(of.map(({ fault }) => fault))}`)
  return `{\n${lines.sort().join(',\n')}\n}\n`
}

function say(text: string, code: number): number {
  process.stdout.write(text)
  return code
}
