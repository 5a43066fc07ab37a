import { gzipSync } from 'node:zlib'
import { families } from '../../checks/families.ts'
import type { CheckResult, RunResult } from '../../run/run-checks.ts'
import { verdicts } from '../../run/verdicts.ts'
import { evidenceOf } from '../evidence-file.ts'
import { summarize } from '../summarize.ts'
import { toolName, toolVersion } from '../tool.ts'
import { familyOf, interruptedNote } from '../words.ts'
import { checkEntry } from './check-entry.ts'
import { filters } from './filters.ts'
import { type Group, groupsOf } from './groups.ts'
import { type Markup, html as markup, nothing } from './markup.ts'
import { page } from './page.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const urgent = ['config', 'fail', 'fixed', 'inconclusive']

/** The run as one file for people: it opens from a disk, without network. */
export function html(run: RunResult): string {
  return page({
    title: `Conformance of ${run.subject}`,
    body: markup`${header(run)}
${filters(run.results)}
<main>
${sections(run)}
<footer>${toolName} ${toolVersion}. Secrets, codes, tokens and personal data were taken out when they were seen.</footer>
</main>`,
    style,
    script,
    data: gzipSync(JSON.stringify(evidenceOf(run))).toString('base64'),
  })
}

function header({ subject, environments, generation, startedAt, endedAt, interrupted, results }: RunResult): Markup {
  const summary = summarize(results)
  const sums = verdicts.filter((verdict) => summary[verdict] > 0).map((verdict) => `${summary[verdict]} ${verdict}`)
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)
  return markup`<header>
<h1>Conformance of ${subject}</h1>
<p class="meta"><span>${environments.join(', ')}</span><span>${generation === undefined ? '' : `generation ${generation}`}</span>
<span>${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${seconds} s</span></p>
<p class="paper">${results.length} verdicts: ${sums.join(', ')}</p>
${interrupted ? markup`<p class="banner">${interruptedNote}</p>` : nothing}
<noscript><p class="banner">Scripts are switched off: the filters do nothing, and the exchanges are in evidence.json.</p></noscript>
</header>`
}

function sections({ results, environments }: RunResult): readonly Markup[] {
  const all = environments.length
  const wanting = urgent.flatMap((verdict) => results.filter((result) => result.verdict === verdict))
  const rest = results.filter(({ verdict }) => !urgent.includes(verdict))
  const byFamily = Map.groupBy(rest, ({ id }) => familyOf(id))
  return [
    ...(wanting.length === 0 ? [] : [section('To look at', groupsOf(wanting), all, true)]),
    ...Array.from(byFamily, ([id, members]) => section(titleOf(id), sorted(members), all, false)),
  ]
}

/** In the order of the catalogue, and what passed last. */
function sorted(results: readonly CheckResult[]): readonly Group[] {
  const order = new Map([...new Set(results.map(({ id }) => id))].map((id, index) => [id, index]))
  const rank = ({ result: { id, verdict } }: Group) => (order.get(id) ?? 0) + (verdict === 'pass' ? order.size : 0)
  return groupsOf(results).toSorted((one, other) => rank(one) - rank(other))
}

function section(title: string, groups: readonly Group[], all: number, open: boolean): Markup {
  const entries = groups.map((group) => checkEntry(group, all, open))
  return markup`<section${open ? markup` class="urgent"` : nothing}>
<h2>${title}</h2>
${entries}
</section>`
}

function titleOf(id: string): string {
  const family = families.find((candidate) => candidate.id === id)
  return family ? `${id}  ${family.title}` : id
}
