import type { CheckResult } from '../run/run-checks.ts'

/** A value of a result as a reader sees it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.join('; ') || 'none'
  return JSON.stringify(value) ?? 'nothing'
}

/** The family of a check: what stands before the dash of its id. */
export function familyOf(id: string): string {
  return id.replace(/-.*/, '')
}

/** What happened, in lines with a label each; what does not apply is left out. */
export function detailsOf(result: CheckResult): readonly (readonly [label: string, text: string])[] {
  const { level, spec, reason, remedy, deviation, evidence } = result
  const judged = result.expected !== null || result.actual !== null
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['rule', `${level}, ${spec}`],
    ['expected', judged ? show(result.expected) : undefined],
    ['actual', judged ? show(result.actual) : undefined],
    ['reason', reason],
    ['deviation', deviation],
    ['remedy', remedy],
    ['evidence', evidence.length > 0 ? evidence.join(', ') : undefined],
  ]
  return rows.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [[label, text] as const]))
}

export const interruptedNote = 'The run was interrupted: what had not run by then is untested.'
