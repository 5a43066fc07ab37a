import type { CheckResult } from '../../run/run-checks.ts'
import { verdicts } from '../../run/verdicts.ts'
import { summarize } from '../summarize.ts'
import { familyOf } from '../words.ts'
import { html, type Markup } from './markup.ts'

/** What the checks shown are chosen by. */
export function filters(results: readonly CheckResult[]): Markup {
  const summary = summarize(results)
  const chips = verdicts.flatMap((verdict) =>
    summary[verdict] === 0
      ? []
      : [
          html`<label class="${verdict}"><input type="checkbox" name="verdict" value="${verdict}" checked>${verdict} ${summary[verdict]}</label>`,
        ],
  )
  return html`<search class="filters screen">
<form>
<fieldset class="verdicts" aria-label="Verdicts">${chips}</fieldset>
${choice(
  'family',
  results.map(({ id }) => familyOf(id)),
)}
${choice(
  'level',
  results.map(({ level }) => level),
)}
${choice(
  'environment',
  results.map(({ environment }) => environment),
)}
${choice('fact', results.flatMap(({ facts }) => facts).toSorted())}
<label class="field find">text<input type="search" name="text" placeholder="Title, value, reason…" autocomplete="off"></label>
<button type="reset">Show all</button>
<p class="count" role="status"></p>
</form>
</search>`
}

function choice(name: string, values: readonly string[]): Markup {
  const options = [...new Set(values)].map((value) => html`<option>${value}</option>`)
  return html`<label class="field">${name}<select name="${name}"><option value="">all</option>${options}</select></label>`
}
