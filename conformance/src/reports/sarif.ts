import type { CheckResult, RunResult } from '../run/run-checks.ts'
import { detailsOf } from './words.ts'

/** SARIF 2.1.0 with the failures alone, as code scanning reads it; a rule for each check that failed. */
export function sarif({ subject, results }: RunResult): object {
  const failed = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'fixed')
  const rules = [...new Map(failed.map((result) => [result.id, ruleOf(result)])).values()]
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mobilepay-oidc conformance', rules } },
        automationDetails: { id: `conformance/${subject}` },
        results: failed.map(resultOf),
      },
    ],
  }
}

function ruleOf({ id, title, spec, level, remedy }: CheckResult): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${level}, ${spec}` },
    ...(remedy === undefined ? {} : { help: { text: remedy } }),
    defaultConfiguration: { level: 'error' },
  }
}

function resultOf(result: CheckResult): object {
  const { id, verdict, environment, title, evidence } = result
  const text = [title, ...detailsOf(result).map(([label, value]) => `${label}: ${value}`)].join('\n')
  return {
    ruleId: id,
    level: 'error',
    message: { text },
    locations: [
      { logicalLocations: [{ name: environment, fullyQualifiedName: `${environment}/${id}`, kind: 'resource' }] },
    ],
    partialFingerprints: { check: `${environment}/${id}/${verdict}` },
    properties: { verdict, evidence },
  }
}
