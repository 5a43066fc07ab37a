import { builtInEnvironments } from '../environments.generated.ts'
import type { CustomEnvironment, EnvironmentName } from '../environments.ts'
import { UsageError } from './usage-error.ts'

export interface NamedEnvironment {
  readonly environment: EnvironmentName | CustomEnvironment
  readonly environmentLabel: string
}

/** What flags, variables and the file say of the environment. */
export interface EnvironmentSettings {
  readonly name: string | undefined
  /** Address of a mock or proxy that serves `https://HOST/PATH` under `ADDRESS/HOST/PATH`. */
  readonly mock: string | undefined
  readonly discoveryUrl: string | undefined
  readonly issuer: string | undefined
  readonly apiUrl: string | undefined
}

/** @throws UsageError where they do not make an environment */
export function environmentFor({ name, mock, discoveryUrl, issuer, apiUrl }: EnvironmentSettings): NamedEnvironment {
  if (discoveryUrl !== undefined) return custom(discoveryUrl, issuer, apiUrl)
  const known = name ?? 'sandbox-dk'
  if (!isEnvironmentName(known)) {
    throw new UsageError(`There is no environment ${known}: ${Object.keys(builtInEnvironments).join(', ')}.`)
  }
  if (mock === undefined) return { environment: known, environmentLabel: known }
  return { environment: behind(mock, known), environmentLabel: `${known} at ${mock}` }
}

function isEnvironmentName(name: string): name is EnvironmentName {
  return Object.hasOwn(builtInEnvironments, name)
}

function behind(mock: string, name: EnvironmentName): CustomEnvironment {
  if (!URL.canParse(mock) || !/^https?:/.test(mock)) {
    throw new UsageError(`--mock takes an address such as http://localhost:4010, not ${mock}.`)
  }
  const at = (real: string) => real.replace('https://', `${mock.replace(/\/$/, '')}/`)
  const { discoveryUrl, apiUrl, issuer } = builtInEnvironments[name]
  return { discoveryUrl: at(discoveryUrl), apiUrl: at(apiUrl), issuer, allowHttpOnLoopback: true }
}

function custom(discoveryUrl: string, issuer: string | undefined, apiUrl: string | undefined): NamedEnvironment {
  if (issuer === undefined || apiUrl === undefined) {
    throw new UsageError('A discovery URL of your own needs an issuer and an API URL beside it.')
  }
  return { environment: { discoveryUrl, issuer, apiUrl, allowHttpOnLoopback: true }, environmentLabel: discoveryUrl }
}
