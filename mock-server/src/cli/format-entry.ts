import type { JournalEntry } from '../journal/journal.ts'

const color = { refused: 33, failed: 31, warned: 35, answered: 32, faulted: 36 } as const

/** One line of the log; a refusal says which rule refused and how to mend the request. */
export function formatEntry({ at, method, address, requestId, decision }: JournalEntry, isTerminal: boolean): string {
  const time = new Date(at).toISOString().slice(11, 19)
  const kind = isTerminal ? `\u001b[${color[decision.kind]}m${decision.kind}\u001b[0m` : decision.kind
  return `${time} ${kind} ${method} ${address} ${explain(decision)} [${requestId}]\n`
}

function explain(decision: JournalEntry['decision']): string {
  if (decision.kind === 'warned') return `${decision.fact}: ${decision.what}`
  if (decision.kind === 'faulted') return `${decision.fault}: ${decision.what}`
  if (decision.kind !== 'refused') return decision.what
  const { error, description, rule, mend } = decision.refused
  return `${error}${description === null ? '' : ` (${description})`}: ${rule}. ${mend}`
}
