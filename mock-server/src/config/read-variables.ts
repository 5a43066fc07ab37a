import { nearestName } from '../world/nearest-name.ts'
import { otherVariables, type Settings, settingNames, settingOf, variableOf, variablePrefix } from './settings.ts'
import { UsageError } from './usage-error.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings among the environment variables; an empty one is none.
 * @throws UsageError for a value that cannot be, and for a name that begins as the mock's and is none of them
 */
export function readVariables(env: Environment): Settings {
  checkNames(env)
  const given = settingNames.flatMap((name) => {
    const variable = variableOf(name)
    const value = variable === undefined ? undefined : env[variable]?.trim()
    if (variable === undefined || !value || isServiceLink(variable, value)) return []
    return [[name, settingOf(name).read(value, variable)] as const]
  })
  return Object.fromEntries(given)
}

/** Says which name was probably meant; a value may be a secret and is never said. */
function checkNames(env: Environment): void {
  const known = [...settingNames.flatMap((name) => variableOf(name) ?? []), ...Object.keys(otherVariables)]
  for (const [name, value = ''] of Object.entries(env)) {
    if (!name.startsWith(variablePrefix) || known.includes(name) || isServiceLink(name, value)) continue
    const nearest = nearestName(name, known)
    const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`
    throw new UsageError(`There is no environment variable ${name}.${meant} See mobilepay-mock --help.`)
  }
}

/**
 * Kubernetes and Docker tell containers of a service named `mobilepay-mock` by variables that begin as the mock's own,
 * `MOBILEPAY_MOCK_PORT=tcp://10.0.0.7:4010` among them. They are about the network, and nobody has set them.
 */
function isServiceLink(name: string, value: string): boolean {
  const link = /^MOBILEPAY_MOCK_(?:SERVICE_(?:HOST|PORT\w*)|PORT_\d+_(?:TCP|UDP)\w*|NAME|ENV_\w+)$/
  return link.test(name) || (name === 'MOBILEPAY_MOCK_PORT' && /^(?:tcp|udp):\/\//.test(value))
}
