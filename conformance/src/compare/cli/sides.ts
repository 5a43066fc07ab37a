import { clientFamily } from '../../checks/client/index.ts'
import { families } from '../../checks/families.ts'
import { readReport } from '../../cli/read-report.ts'
import { UsageError } from '../../cli/usage-error.ts'
import { runSide, type Side, specification } from '../input.ts'

/**
 * A side as it is named on the command line: `spec`, a report.json, or one environment of it as
 * `report.json#sandbox-dk`; in front of it, a name of its own and `=`.
 * @throws UsageError
 */
export function readSide(word: string): Side {
  const [, given, target = word] = /^([^=/\\]+)=(.+)$/.exec(word) ?? []
  if (target === 'spec') return specification([...families, clientFamily].flatMap(({ checks }) => checks))
  const [path = '', environment] = target.split('#')
  const { checks, run } = readReport(path)
  const environments = [...new Set(checks.map((check) => check.environment))]
  if (environment !== undefined && !environments.includes(environment))
    throw new UsageError(`${path} has no environment ${environment}: it has ${environments.join(', ')}.`)
  return runSide(given ?? nameOf(path, environment), checks, environment, run?.endedAt)
}

/** Two files of one name are told apart by the folder. */
function nameOf(path: string, environment: string | undefined): string {
  const parts = path.split(/[/\\]/)
  const file = parts.at(-1) ?? path
  const name = file === 'report.json' && parts.length > 1 ? (parts.at(-2) ?? file) : file.replace(/\.json$/, '')
  return environment === undefined ? name : `${name} ${environment}`
}
