import type { Summary } from '../../journal/exchange-filter.ts'

/** How a step ended, as it is drawn: each has a word, a shape and a colour of its own. */
export const outcomes = ['answered', 'warned', 'refused', 'failed', 'fault', 'none'] as const
export type Outcome = (typeof outcomes)[number]

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  answered: 'answered',
  warned: 'answered with a warning',
  refused: 'refused',
  failed: 'the mock failed',
  fault: 'fault fired',
  none: 'no decision',
}

/** A fault is told first: whatever else happened, it happened because of it. */
export function outcomeOf({ outcome, fault, rules }: Pick<Summary, 'outcome' | 'fault' | 'rules'>): Outcome {
  if (fault !== undefined) return 'fault'
  if (outcome === 'refused' || outcome === 'failed') return outcome
  if (rules.length > 0) return 'warned'
  return outcome === 'answered' ? 'answered' : 'none'
}

/** What is said beside the status. */
export function outcomeText(summary: Summary): string {
  const { what, fault, rules } = summary
  switch (outcomeOf(summary)) {
    case 'fault':
      return `fault ${fault}`
    case 'refused':
      return `refused: ${[what, ...rules.slice(-1)].filter(Boolean).join(', ')}`
    case 'warned':
      return `${what ?? 'answered'}; warned: ${rules.join(', ')}`
    case 'failed':
      return `the mock failed: ${what ?? ''}`
    default:
      return what ?? ''
  }
}
