import type { EnvironmentName, Generation } from '@mobilepay-oidc/fixtures'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { families } from './checks/families.ts'
import { preflight } from './preflight/preflight.ts'
import { detailsOf } from './reports/words.ts'
import type { KnownDeviation } from './run/known-deviation.ts'
import { type CheckResult, runChecks } from './run/run-checks.ts'
import { type Selection, select } from './run/selection.ts'
import type { Verdict } from './run/verdicts.ts'
import type { ProviderSubject } from './subjects/target.ts'
import { type UrlSubjectOptions, urlSubject } from './subjects/url-subject.ts'

/** Who is tested: a mock of this process, or a provider by the address of its discovery document. */
export type SubjectDefinition =
  | { readonly mock: readonly EnvironmentName[]; readonly generation?: Generation }
  | ({ readonly url: string | (() => string | Promise<string>); readonly generation?: Generation } & UrlSubjectOptions)

export interface ConformanceOptions extends Selection {
  /** What these checks are expected to find, beside MobilePay's known deviations. */
  readonly deviations?: readonly KnownDeviation[]
  /** Milliseconds for the whole run; two minutes by default. */
  readonly timeoutMs?: number
  /** Heading of the tests. */
  readonly name?: string
}

const red: readonly Verdict[] = ['fail', 'fixed', 'config', 'inconclusive']
const skipped: readonly Verdict[] = ['inapplicable', 'skip', 'untested', 'review']

/**
 * Makes a vitest test of every selected check: `fail`, `fixed`, `config` and `inconclusive` fail it with all that the
 * suite knows; what gives no judgment is skipped with its reason.
 *
 * ```ts
 * import { defineConformance } from '@mobilepay-oidc/conformance/vitest'
 *
 * defineConformance({ mock: ['sandbox-dk'] }, { named: ['I'], levels: ['MUST'] })
 * ```
 * @throws Error where the selection names what there is not
 */
export function defineConformance(subject: SubjectDefinition, options: ConformanceOptions = {}): void {
  const { checks, unknown } = select(families, options)
  const [first] = unknown
  if (first) throw new Error(`There is no ${first.kind} ${first.word}.`)
  describe(options.name ?? 'conformance', () => {
    let opened: ProviderSubject | undefined
    let results: readonly CheckResult[] = []
    beforeAll(async () => {
      opened = await open(subject)
      const { name, targets } = opened
      const today = new Date().toISOString().slice(0, 10)
      const { deviations = [] } = options
      const looks = 'url' in subject ? { preflight } : {}
      results = (await runChecks({ subject: name, targets, checks, today, deviations, ...looks })).results
    }, options.timeoutMs ?? 120_000)
    afterAll(async () => opened?.[Symbol.asyncDispose]())
    it('is configured', () => {
      hold(results.filter(({ id }) => id.startsWith('PRE-')))
    })
    it.for(checks.map(({ id, title }) => ({ id, title })))('$id $title', ({ id }, context) => {
      judge(
        results.filter((result) => result.id === id),
        context,
      )
    })
  })
}

async function open(subject: SubjectDefinition): Promise<ProviderSubject> {
  const { generation = '2024' } = subject
  if ('url' in subject) {
    const { url, generation: _generation, ...options } = subject
    return urlSubject(typeof url === 'string' ? url : await url(), generation, options)
  }
  const { startMockSubject } = await import('./subjects/mock-subject.ts')
  return startMockSubject(generation, subject.mock)
}

function judge(results: readonly CheckResult[], context: TestContext): void {
  hold(results)
  if (!results.every(({ verdict }) => skipped.includes(verdict))) return
  context.skip(results.map(({ verdict, reason }) => `${verdict}: ${reason ?? 'no reason given'}`).join('\n'))
}

function hold(results: readonly CheckResult[]): void {
  const failed = results.filter(({ verdict }) => red.includes(verdict))
  if (failed.length > 0) expect.fail(failed.map(describeResult).join('\n\n'))
}

function describeResult(result: CheckResult): string {
  const { verdict, id, title, environment } = result
  const details = detailsOf(result).map(([label, text]) => `  ${label.padEnd(10)}${text}`)
  return [`${verdict} ${id} ${title} (${environment})`, ...details].join('\n')
}
