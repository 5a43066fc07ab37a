import { readFileSync } from 'node:fs'
import type { Report } from '../reports/report.ts'
import { isObject } from '../run/json-values.ts'
import { schemaProblems } from '../run/schema.ts'
import { verdicts } from '../run/verdicts.ts'
import { UsageError } from './usage-error.ts'

/** As much of a report as is read here; reports of older versions lack `run`. */
export type ReadReport = Pick<Report, 'checks'> & Partial<Report>

const schema = {
  type: 'object',
  required: ['checks'],
  properties: {
    checks: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'environment', 'verdict'],
        properties: {
          id: { type: 'string' },
          environment: { type: 'string' },
          verdict: { enum: [...verdicts] },
        },
      },
    },
    run: { type: 'object' },
  },
}

/** JSON from a file. @throws UsageError that names the file and what is wrong */
export function readJsonFile(path: string, what: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${what} ${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${what} ${path} is no JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** A `report.json` of an earlier run. @throws UsageError */
export function readReport(path: string): ReadReport {
  const report = readJsonFile(path, 'The report')
  const [problem] = schemaProblems(schema, report)
  if (problem !== undefined || !isObject(report))
    throw new UsageError(`${path} is no report.json of this suite: ${problem ?? 'it is no object'}.`)
  return report as unknown as ReadReport
}
