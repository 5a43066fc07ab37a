import type { Family } from '../checks/check.ts'
import type { CheckResult, RunResult } from '../run/run-checks.ts'
import { type Verdict, verdicts } from '../run/verdicts.ts'
import type { Paint } from './paint.ts'
import { summarize } from './summarize.ts'
import { interruptedNote, show } from './words.ts'

/** The verdicts that ask for action, and so come first, in full. */
const urgent: readonly Verdict[] = ['config', 'fail', 'fixed']
/** The verdicts that are told in one line each. */
const brief: readonly Verdict[] = ['warn', 'known', 'info', 'review', 'skip', 'untested', 'inapplicable']

/** So many of a family that are untested for one reason are told in one line. */
const manyChecks = 4

/** The same verdict on the same check for the same reason, in one or more environments. */
interface Group {
  readonly result: CheckResult
  readonly environments: readonly string[]
}

/** The result for a person: what failed first, then family by family, then the sums. */
export function renderConsole(run: RunResult, families: readonly Family[], paint: Paint): string {
  const environments = [...new Set(run.results.map((result) => result.environment))]
  const sections = [
    paint('bold', `Conformance of ${run.subject}: ${environments.join(', ')}`),
    ...groupsOf(run.results, urgent).map((group) => renderUrgent(group, paint)),
    ...renderInconclusive(run.results, paint),
    ...families.flatMap((family) => renderFamily(family, run.results, environments, paint)),
    renderSummary(run.results, paint),
    ...(run.interrupted ? [interruptedNote] : []),
  ]
  return `${sections.join('\n\n')}\n`
}

function groupsOf(results: readonly CheckResult[], wanted: readonly Verdict[]): readonly Group[] {
  const groups = Map.groupBy(
    results.filter(({ verdict }) => wanted.includes(verdict)),
    (result) => JSON.stringify([result.id, result.verdict, result.actual, result.reason]),
  )
  return [...groups.values()]
    .flatMap((members) => {
      const [result] = members
      return result ? [{ result, environments: members.map(({ environment }) => environment) }] : []
    })
    .sort((one, other) => wanted.indexOf(one.result.verdict) - wanted.indexOf(other.result.verdict))
}

function renderUrgent({ result, environments }: Group, paint: Paint): string {
  const { id, verdict, title, level, spec, reason, remedy, evidence } = result
  const lines = [
    `${paint(verdict, verdict.toUpperCase())}  ${paint('bold', `${id} ${title}`)}`,
    `  in        ${environments.join(', ')}`,
    `  rule      ${level}, ${spec}`,
    `  expected  ${show(result.expected)}`,
    `  actual    ${show(result.actual)}`,
    ...(reason ? [`  reason    ${reason}`] : []),
    ...(remedy ? [`  remedy    ${remedy}`] : []),
    ...(verdict === 'fixed' ? ['  remedy    Take the entry out of the known deviations.'] : []),
    ...(evidence.length > 0 ? [paint('dim', `  evidence  ${evidence.join(', ')}`)] : []),
  ]
  return lines.join('\n')
}

/** One cause often keeps many checks from a judgment: each cause once, with the checks. */
function renderInconclusive(results: readonly CheckResult[], paint: Paint): readonly string[] {
  const causes = Map.groupBy(
    results.filter(({ verdict }) => verdict === 'inconclusive'),
    ({ environment, reason }) => `${environment}: ${reason ?? 'no reason given'}`,
  )
  return Array.from(causes, ([cause, affected]) => {
    const ids = affected.map(({ id }) => id).join(', ')
    return `${paint('inconclusive', 'INCONCLUSIVE')}  ${cause}\n${paint('dim', `  checks    ${ids}`)}`
  })
}

function renderFamily(
  family: Family,
  all: readonly CheckResult[],
  environments: readonly string[],
  paint: Paint,
): readonly string[] {
  const ids = new Set(family.checks.map((check) => check.id))
  const results = all.filter((result) => ids.has(result.id))
  if (results.length === 0) return []
  const lines = shared(groupsOf(results, brief)).map((groups) => renderBrief(groups, environments, paint))
  return [[`${paint('bold', `${family.id}  ${family.title}`)}  ${countsOf(results, paint)}`, ...lines].join('\n')]
}

/** What keeps many checks of a family from running is told once. */
function shared(groups: readonly Group[]): readonly (readonly Group[])[] {
  const causes = Map.groupBy(groups, ({ result: { verdict, reason }, environments }) =>
    JSON.stringify([verdict, reason, environments]),
  )
  return [...causes.values()].flatMap((members) => {
    const isShared = members.length >= manyChecks && members[0]?.result.verdict === 'untested'
    return isShared ? [members] : members.map((member) => [member])
  })
}

function renderBrief(groups: readonly Group[], all: readonly string[], paint: Paint): string {
  const [first] = groups
  if (!first) return ''
  const { result, environments } = first
  const { verdict, reason, deviation, actual } = result
  const what = groups.length === 1 ? `${result.id}  ${result.title}` : groups.map(({ result: { id } }) => id).join(', ')
  const where = environments.length === all.length ? '' : paint('dim', ` (${environments.join(', ')})`)
  const found = reason ?? `found ${show(actual)}`
  const detail = paint('dim', `${deviation ? `${deviation}: ` : ''}${found}`)
  return `  ${paint(verdict, verdict.padEnd(12))} ${what}${where}\n${' '.repeat(21)}${detail}`
}

function renderSummary(results: readonly CheckResult[], paint: Paint): string {
  return `${results.length} verdicts: ${countsOf(results, paint)}`
}

function countsOf(results: readonly CheckResult[], paint: Paint): string {
  const summary = summarize(results)
  const counts = verdicts.filter((verdict) => summary[verdict] > 0)
  return counts.map((verdict) => paint(verdict, `${summary[verdict]} ${verdict}`)).join(', ')
}
