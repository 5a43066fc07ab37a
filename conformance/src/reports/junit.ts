import type { CheckResult, RunResult } from '../run/run-checks.ts'
import type { Verdict } from '../run/verdicts.ts'
import { detailsOf, familyOf } from './words.ts'
import { element, escapeXml } from './xml.ts'

const failures: ReadonlySet<Verdict> = new Set(['fail', 'fixed'])
const errors: ReadonlySet<Verdict> = new Set(['inconclusive', 'config'])
const skipped: ReadonlySet<Verdict> = new Set(['skip', 'untested', 'inapplicable', 'review'])

/**
 * JUnit XML, as CI servers read it: a suite for each environment and family; `fail` and `fixed` are failures,
 * `inconclusive` and `config` errors, and what gives no judgment is skipped with its reason.
 */
export function junit({ subject, results }: RunResult): string {
  const suites = Map.groupBy(results, ({ environment, id }) => `${environment} ${familyOf(id)}`)
  const written = Array.from(suites, ([name, members]) => suite(`${subject} ${name}`, members))
  const root = element(
    'testsuites',
    { name: `Conformance of ${subject}`, ...counts(results) },
    `\n${written.join('\n')}\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

function suite(name: string, results: readonly CheckResult[]): string {
  return element('testsuite', { name, ...counts(results) }, `\n${results.map(testcase).join('\n')}\n`)
}

function counts(results: readonly CheckResult[]): Readonly<Record<string, number>> {
  const count = (verdicts: ReadonlySet<Verdict>) => results.filter(({ verdict }) => verdicts.has(verdict)).length
  return { tests: results.length, failures: count(failures), errors: count(errors), skipped: count(skipped) }
}

function testcase(result: CheckResult): string {
  const { id, title, environment, verdict } = result
  const name = `${id} ${title}`
  const classname = `${environment}.${familyOf(id)}`
  return element('testcase', { name, classname }, outcome(result) || noted(verdict, result))
}

function outcome(result: CheckResult): string {
  const { verdict, reason, title } = result
  const text = detailsOf(result)
    .map(([label, value]) => `${label}: ${value}`)
    .join('\n')
  const message = reason ?? title
  if (failures.has(verdict)) return element('failure', { type: verdict, message }, escapeXml(text))
  if (errors.has(verdict)) return element('error', { type: verdict, message }, escapeXml(text))
  return skipped.has(verdict) ? element('skipped', { message: `${verdict}: ${message}` }) : ''
}

/** A passed case that is worth a word. */
function noted(verdict: Verdict, result: CheckResult): string {
  if (verdict === 'pass') return ''
  const text = detailsOf(result).map(([label, value]) => `${label}: ${value}`)
  return element('system-out', {}, escapeXml([verdict, ...text].join('\n')))
}
