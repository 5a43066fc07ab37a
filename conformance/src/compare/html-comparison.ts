import { html, type Markup } from '../reports/html/markup.ts'
import { page } from '../reports/html/page.ts'
import { style } from '../reports/html/style.ts'
import { toolName, toolVersion } from '../reports/tool.ts'
import { type Difference, differences } from './classify.ts'
import { type Cell, type Comparison, mergeRows } from './compare.ts'
import { wordsOf } from './render-comparison.ts'

/** The colours of the verdicts, lent to the classes. */
const looks: Readonly<Record<Difference, string>> = {
  NEW: 'fail',
  KNOWN: 'known',
  FIXED: 'pass',
  GONE: 'skip',
  STRICTER: 'info',
  LAXER: 'warn',
}

const tableStyle = `
table{width:100%;table-layout:fixed;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
th,td{padding:.5rem .75rem;border-top:1px solid var(--line);text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:var(--quiet-paper)}
tbody th{font-weight:400}
thead th:first-child{width:22rem}
@media (max-width:40rem){thead th:first-child{width:40%}}
@media print{thead th{position:static}tr{break-inside:avoid}}
`

const filterScript = `
const boxes = [...document.querySelectorAll('input[name=difference]')]
const filter = () => {
  const wanted = boxes.filter((box) => box.checked).map((box) => box.value)
  for (const row of document.querySelectorAll('tbody tr'))
    row.hidden = !row.dataset.differences.split(' ').some((difference) => wanted.includes(difference))
}
for (const box of boxes) box.addEventListener('input', filter)
`

/** A comparison as one file for people: it opens from a disk, without network. */
export function htmlComparison(comparison: Comparison): string {
  const { sides, environments, rows, compared } = comparison
  return page({
    title: `${sides.map(({ name }) => name).join(' against ')}`,
    body: html`<header><h1>${sides.map(({ name }) => name).join(' against ')}</h1>
<p class="meta"><span>${environments.join(', ')}</span><span>${compared} compared, ${rows.length} differ</span></p></header>
${chips(comparison)}
<main><section><table>
<thead><tr><th scope="col">check</th>${sides.map(({ name, at }) => html`<th scope="col">${name}<br><small>${at?.slice(0, 10) ?? ''}</small></th>`)}</tr></thead>
<tbody>${mergeRows(rows).map(tableRow)}</tbody>
</table></section><footer>${toolName} ${toolVersion}</footer></main>`,
    style: style + tableStyle,
    script: filterScript,
  })
}

function chips({ summary }: Comparison): Markup {
  const used = differences.filter((name) => summary[name] > 0)
  const labels = used.map(
    (name) =>
      html`<label class="${looks[name]}"><input type="checkbox" name="difference" value="${name}" checked>${name} ${summary[name]}</label>`,
  )
  return html`<search class="filters screen"><form><fieldset class="verdicts" aria-label="Differences">${labels}</fieldset></form></search>`
}

function tableRow({ check, title, environments, cells }: ReturnType<typeof mergeRows>[number]): Markup {
  const names = cells.flatMap(({ difference }) => difference ?? [])
  return html`<tr data-differences="${names.join(' ')}"><th scope="row"><span class="id">${check}</span> ${title}<br><small>${environments.join(', ')}</small></th>${cells.map(tableCell)}</tr>`
}

function tableCell({ result, difference }: Cell): Markup {
  const mark = difference === undefined ? [] : [html`<span class="badge ${looks[difference]}">${difference}</span> `]
  return html`<td>${mark}${wordsOf(result)}</td>`
}
