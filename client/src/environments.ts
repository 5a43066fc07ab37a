import { type BuiltInEnvironmentName, builtInEnvironments } from './environments.generated.ts'
import { ConfigurationError } from './errors/mobilepay-error.ts'
import { checkAddress } from './http/check-address.ts'

/** A MobilePay environment: stage and country. */
export type EnvironmentName = BuiltInEnvironmentName

/** An environment of one's own: a mock, or a staging system. */
export interface CustomEnvironment {
  /** Absolute URL of the discovery document. */
  readonly discoveryUrl: string
  /** The issuer that the document and every token must name, to the letter. Never derived from the document. */
  readonly issuer: string
  /** Base of the product APIs; paths given to `fetch` are joined to it. */
  readonly apiUrl: string
  /** Further hosts (`host` or `host:port`) that endpoints may be on, beside those of `discoveryUrl` and `apiUrl`. */
  readonly hosts?: readonly string[]
  /** Lets http be used for 127.0.0.0/8, ::1 and localhost, and for nothing else. */
  readonly allowHttpOnLoopback?: true
}

/** An environment after all its values were checked. */
export interface Environment {
  /** Name of a built-in environment, discovery URL of a custom one: what connections and consents are bound to. */
  readonly id: string
  readonly discoveryUrl: URL
  readonly issuer: string
  readonly apiUrl: URL
  /** Every host that may be an endpoint's, with its port where that is not the default one. */
  readonly hosts: ReadonlySet<string>
  readonly allowHttpOnLoopback: boolean
}

/**
 * The environment of that name or description, checked.
 *
 * @throws ConfigurationError `environment-unknown`, `address-refused`, `option-invalid`
 */
export function resolveEnvironment(environment: EnvironmentName | CustomEnvironment): Environment {
  if (typeof environment !== 'string') return checkEnvironment(environment.discoveryUrl, environment)
  if (!Object.hasOwn(builtInEnvironments, environment)) throw new ConfigurationError('environment-unknown')
  return checkEnvironment(environment, builtInEnvironments[environment])
}

function checkEnvironment(id: string, environment: CustomEnvironment): Environment {
  const allowHttpOnLoopback = environment.allowHttpOnLoopback === true
  const { issuer, hosts = [] } = environment
  if (typeof issuer !== 'string' || issuer === '') {
    throw new ConfigurationError('option-invalid', { details: { option: 'environment.issuer' } })
  }
  const discoveryUrl = checkAddress(environment.discoveryUrl, allowHttpOnLoopback)
  const apiUrl = checkAddress(environment.apiUrl, allowHttpOnLoopback)
  return {
    id,
    discoveryUrl,
    issuer,
    apiUrl,
    hosts: new Set([discoveryUrl.host, apiUrl.host, ...hosts]),
    allowHttpOnLoopback,
  }
}
