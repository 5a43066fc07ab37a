import type { ExplainedExchange, Explanation } from '../../journal/explain.ts'
import { el, mark } from './dom.ts'

/** Why it was answered so: every rule and fault that spoke, in order, and what it stands on. */
export function whyTab({ explanation }: ExplainedExchange): HTMLElement[] {
  if (explanation.length === 0) {
    return [el('p', 'muted', 'No rule had anything to say: the address was simply served, or there is nothing at it.')]
  }
  return [el('ol', 'decisions', ...explanation.map(drawDecision))]
}

const kindNames: Readonly<Record<Explanation['kind'], string>> = {
  refused: 'Refused',
  answered: 'Answered',
  warned: 'Warned',
  failed: 'The mock failed',
  faulted: 'Fault fired',
}

/** What is a name rather than a sentence. */
const names: ReadonlySet<string> = new Set(['Error', 'Fault', 'Rule'])

function drawDecision({ kind, what, error, description, rule, mend, fault, fact }: Explanation): HTMLElement {
  const told = [
    ['Error', error],
    ['Description', description],
    ['Fault', fault],
    ['Rule', rule],
    ['How to mend it', mend],
  ] as const
  return el(
    'li',
    'decision',
    el('h3', `outcome ${kind === 'faulted' ? 'fault' : kind}`, mark(), kindNames[kind]),
    kind !== 'refused' && el('p', {}, what),
    el(
      'dl',
      'told',
      ...told.map(
        ([name, value]) =>
          value !== undefined &&
          el('div', {}, el('dt', {}, name), el('dd', {}, names.has(name) ? el('code', {}, value) : value)),
      ),
      fact && el('div', {}, el('dt', {}, 'Fact'), el('dd', {}, fact.statement)),
      fact &&
        el(
          'div',
          {},
          el('dt', {}, 'Source'),
          el('dd', {}, `${fact.source} (${fact.confidence}); facts, ${fact.section}`),
        ),
    ),
  )
}
