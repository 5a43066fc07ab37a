import type { CheckResult, RunResult } from '../run/run-checks.ts'
import { type Verdict, verdicts } from '../run/verdicts.ts'
import { type Summary, summarize } from './summarize.ts'
import { familyOf, interruptedNote, show } from './words.ts'

const urgent: readonly Verdict[] = ['fail', 'fixed', 'config', 'inconclusive']

/** A summary for a pull request: the sums, then what asks for action. */
export function markdown({ subject, results, interrupted }: RunResult): string {
  const environments = [...new Set(results.map(({ environment }) => environment))]
  const wanting = urgent.flatMap((verdict) => results.filter((result) => result.verdict === verdict))
  return [
    `### Conformance of ${code(subject)}: ${environments.map(code).join(', ')}`,
    '',
    headline(results, interrupted),
    '',
    ...table(results),
    '',
    ...(wanting.length === 0 ? [] : ['#### To look at', '', ...wanting.slice(0, 50).flatMap(entry), ...more(wanting)]),
  ].join('\n')
}

function headline(results: readonly CheckResult[], interrupted: boolean): string {
  const summary = summarize(results)
  const said = verdicts.filter((verdict) => summary[verdict] > 0).map((verdict) => `${summary[verdict]} ${verdict}`)
  const sums = `${markOf(summary, interrupted)} ${results.length} verdicts: ${said.join(', ')}`
  return interrupted ? `${sums}. ${interruptedNote}` : sums
}

/** Right is what was looked at and found right; nothing is right because nobody came to look. */
function markOf({ fail, fixed, config, inconclusive, ...others }: Summary, interrupted: boolean): string {
  if (fail + fixed + config > 0) return '❌'
  const judged = others.pass + others.known + others.warn + others.info + others.inapplicable
  return interrupted || inconclusive > 0 || judged === 0 ? '⚠️' : '✅'
}

function table(results: readonly CheckResult[]): readonly string[] {
  const used = verdicts.filter((verdict) => results.some((result) => result.verdict === verdict))
  const families = Map.groupBy(results, ({ id }) => familyOf(id))
  return [
    `| family | ${used.join(' | ')} |`,
    `|---|${used.map(() => '---:').join('|')}|`,
    ...Array.from(families, ([family, members]) => {
      const summary = summarize(members)
      return `| ${family} | ${used.map((verdict) => summary[verdict] || '').join(' | ')} |`
    }),
  ]
}

function entry({ id, title, verdict, environment, expected, actual, reason, remedy }: CheckResult): readonly string[] {
  return [
    `* **${verdict} ${id}** ${escapeMarkdown(title)} (${environment})`,
    ...(expected === null && actual === null
      ? []
      : [`  * expected ${code(show(expected))}, actual ${code(show(actual))}`]),
    ...(reason === undefined ? [] : [`  * ${escapeMarkdown(reason)}`]),
    ...(remedy === undefined ? [] : [`  * ${escapeMarkdown(remedy)}`]),
  ]
}

function more(wanting: readonly CheckResult[]): readonly string[] {
  return wanting.length > 50 ? [`* and ${wanting.length - 50} more, in the report`] : []
}

/** What comes from a provider is text, whatever it looks like. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&').replace(/\s+/g, ' ')
}

function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').slice(0, 300)
  const longest = Math.max(0, ...Array.from(flat.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 ? ' ' : ''
  return `${fence}${pad}${flat}${pad}${fence}`
}
