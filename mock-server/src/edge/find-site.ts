import { type EnvironmentName, environmentNames, environments, type SiteRole } from '@mobilepay-oidc/fixtures'

/** A real host and path that the mock answers for. */
export interface FoundSite {
  readonly environment: EnvironmentName
  readonly role: SiteRole
  /** The site's base path, such as `/account`. */
  readonly base: string
  /** What follows the base. */
  readonly path: string
}

interface Candidate {
  readonly environment: EnvironmentName
  readonly role: SiteRole
  readonly base: string
}

const roles = ['admin', 'authentication', 'products'] as const satisfies readonly SiteRole[]

/**
 * Sites by host, the longest base first. Finland shares Denmark's API host, so what is asked there is Danish
 * (decision 0002): the country belongs to the front site alone.
 */
const candidatesByHost: ReadonlyMap<string, readonly Candidate[]> = groupByHost()

function groupByHost(): Map<string, Candidate[]> {
  const byHost = new Map<string, Candidate[]>()
  for (const environment of environmentNames) {
    for (const role of roles) {
      const { host, base } = environments[environment].sites[role]
      const known = byHost.get(host) ?? []
      if (!known.some((candidate) => candidate.role === role)) known.push({ environment, role, base })
      byHost.set(host, known)
    }
  }
  for (const candidates of byHost.values()) candidates.sort((one, other) => other.base.length - one.base.length)
  return byHost
}

/** Hosts that the mock answers for. */
export const knownHosts: readonly string[] = [...candidatesByHost.keys()]

/** The site behind a real host and path; undefined where the mock knows none. */
export function findSite(host: string, path: string): FoundSite | undefined {
  const candidates = candidatesByHost.get(host.toLowerCase())
  const found = candidates?.find(({ base }) => path === base || path.toLowerCase().startsWith(`${base}/`))
  return found && { ...found, path: path.slice(found.base.length) || '/' }
}
