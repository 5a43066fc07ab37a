import { factById } from '@mobilepay-oidc/fixtures/facts'
import type { CheckResult } from '../../run/run-checks.ts'
import { familyOf, show } from '../words.ts'
import type { Group } from './groups.ts'
import { html, type Markup, nothing } from './markup.ts'

/** One verdict, closed to a line and open to everything that is known about it. */
export function checkEntry({ result, environments, evidence }: Group, all: number, open = false): Markup {
  const { id, title, verdict, level, facts } = result
  const where = environments.length === all ? '' : environments.join(', ')
  return html`<details class="check" data-verdict="${verdict}" data-family="${familyOf(id)}" data-level="${level}"
data-environment="${environments.join(' ')}" data-fact="${facts.join(' ')}"${open ? html` open` : nothing}>
<summary><span class="badge ${verdict}">${verdict}</span> <span class="id">${id}</span>
<span class="title">${title}</span> <span class="where">${where}</span></summary>
<div class="body">
<dl>
${rowsOf(result, environments)}
${factsOf(facts)}
${evidenceOf(evidence)}
</dl>
</div>
</details>`
}

function rowsOf(result: CheckResult, environments: readonly string[]): readonly Markup[] {
  const { level, spec, sandbox, expected, actual, reason, remedy, deviation, verdict } = result
  const judged = expected !== null || actual !== null
  const updated = verdict === 'fixed' ? 'Take the entry out of the known deviations.' : undefined
  return [
    row('environment', html`${environments.join(', ')}`),
    row('rule', html`${level}, ${spec}`),
    row('on a sandbox', html`${sandbox}`),
    ...(judged ? [value('expected', expected), value('actual', actual)] : []),
    ...(reason === undefined ? [] : [row('reason', html`${reason}`)]),
    ...(deviation === undefined ? [] : [row('deviation', html`${deviation}`)]),
    ...[remedy, updated].flatMap((text) => (text === undefined ? [] : [row('remedy', html`${text}`)])),
  ]
}

function row(label: string, content: Markup): Markup {
  return html`<dt>${label}</dt><dd>${content}</dd>`
}

function value(label: 'expected' | 'actual', content: unknown): Markup {
  return html`<dt>${label}</dt><dd class="${label}">${listed(content)}</dd>`
}

/** Problems one below the other. */
function listed(content: unknown): string {
  const isList = Array.isArray(content) && content.length > 1 && content.every((entry) => typeof entry === 'string')
  return isList ? content.join('\n') : show(content)
}

function factsOf(ids: readonly string[]): Markup {
  const facts = ids.flatMap((id) => factById(id) ?? [])
  if (facts.length === 0) return nothing
  const items = facts.map(
    ({ id, statement, source, confidence }) =>
      html`<li><code>${id}</code> ${statement} <small>${confidence}: ${source}</small></li>`,
  )
  return row('facts', html`<ul>${items}</ul>`)
}

function evidenceOf(ids: readonly string[]): Markup {
  if (ids.length === 0) return nothing
  return html`<dt>evidence</dt><dd data-evidence="${ids.join(' ')}">${ids.join(', ')}</dd>`
}
