import type { RunResult } from '../run/run-checks.ts'
import { earl } from './earl.ts'
import { evidence } from './evidence-file.ts'
import { html } from './html/html.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { reportOf } from './report.ts'
import { sarif } from './sarif.ts'

interface Format {
  readonly file: string
  render(run: RunResult): string
}

/** Every report that a run is written as, by the name that selects it. */
export const formats = {
  json: { file: 'report.json', render: (run) => json(reportOf(run)) },
  evidence: { file: 'evidence.json', render: evidence },
  html: { file: 'report.html', render: html },
  junit: { file: 'junit.xml', render: junit },
  sarif: { file: 'report.sarif', render: (run) => json(sarif(run)) },
  earl: { file: 'earl.jsonld', render: (run) => json(earl(run)) },
  markdown: { file: 'summary.md', render: markdown },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof formats

export const formatNames = Object.keys(formats) as readonly FormatName[]

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
