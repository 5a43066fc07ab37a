import { type EnvironmentName, environmentNames, environments, type Generation } from '@mobilepay-oidc/fixtures'
import { addressRuleOf } from '../subjects/address-rule.ts'
import { productionRefused, reachesProduction } from '../subjects/production-guard.ts'
import { environmentAt } from '../subjects/url-subject.ts'
import { nearest, UsageError } from './usage-error.ts'

export type SubjectChoice =
  /** In this process, or at an address where it takes commands. */
  | { readonly kind: 'mock'; readonly environments: readonly EnvironmentName[]; readonly url?: string }
  | {
      readonly kind: 'container'
      readonly environments: readonly EnvironmentName[]
      readonly image: string | undefined
    }
  | { readonly kind: 'url'; readonly discoveryUrl: string }
  | { readonly kind: 'cassette'; readonly path: string }
  /** This project's client, or whatever client a driver speaks for. */
  | { readonly kind: 'client'; readonly driver: readonly string[] | undefined }

export interface SubjectFlags {
  readonly subject?: string | undefined
  readonly url?: string | undefined
  readonly mock?: string | undefined
  readonly image?: string | undefined
  readonly driver?: string | undefined
  readonly environment?: string | undefined
  readonly replay?: string | undefined
}

const subjectNames = ['mock', 'container', 'client', 'sandbox-dk', 'sandbox-fi'] as const

/**
 * Who is tested.
 * @param fileUrl where a subject file says that the provider's discovery document is
 * @throws UsageError
 */
export function readSubject(flags: SubjectFlags, fileUrl?: string): SubjectChoice {
  if (flags.replay !== undefined) return readReplayed(flags.replay, flags)
  if (flags.url !== undefined && flags.subject !== undefined)
    throw new UsageError('--subject and --url both name what is tested: give one of them.')
  const implied = flags.mock === undefined ? fileUrl : 'mock'
  const subject = flags.url ?? flags.subject ?? implied ?? (flags.driver === undefined ? 'mock' : 'client')
  if (flags.mock !== undefined && subject !== 'mock')
    throw new UsageError('--mock is the address of a mock: leave --subject and --url out.')
  if (flags.image !== undefined && subject !== 'container') throw new UsageError('--image is for --subject container.')
  if (subject === 'client') return readClient(flags)
  if (flags.driver !== undefined) throw new UsageError('--driver is for clients: leave --subject and --url out.')
  const environments = readEnvironments(flags.environment ?? 'all')
  if (subject === 'mock') return { kind: 'mock', environments, ...readMock(flags.mock) }
  if (subject === 'container') return { kind: 'container', environments, image: flags.image }
  const discoveryUrl = discoveryUrlOf(subject)
  if (reachesProduction(discoveryUrl)) throw new UsageError(productionRefused)
  requireSameEnvironment(discoveryUrl, flags.environment)
  return { kind: 'url', discoveryUrl }
}

function readReplayed(path: string, { subject, url, driver, environment }: SubjectFlags): SubjectChoice {
  if ([subject, url, driver, environment].some((flag) => flag !== undefined))
    throw new UsageError('A cassette says by itself who was tested: leave --subject, --url and --environment out.')
  return { kind: 'cassette', path }
}

function readMock(url: string | undefined): { readonly url?: string } {
  if (url === undefined) return {}
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return { url: url.replace(/\/+$/, '') }
  throw new UsageError(`--mock is the address of a mock, such as http://localhost:4010, not ${url}.`)
}

/** A driver's command is split at spaces: no shell is in between. */
function readClient({ driver, environment }: SubjectFlags): SubjectChoice {
  if (environment !== undefined)
    throw new UsageError('--environment is of providers; clients are tested in sandbox-dk.')
  const command = driver?.split(' ').filter((word) => word !== '')
  if (command?.length === 0) throw new UsageError("--driver needs a command, such as --driver 'node driver.js'.")
  return { kind: 'client', driver: command }
}

/** @throws UsageError */
export function readGeneration(value: string): Generation {
  if (value === '2018' || value === '2024') return value
  throw new UsageError(`There is no generation ${value}: choose 2024 or 2018.`)
}

function readEnvironments(name: string): readonly EnvironmentName[] {
  const chosen = environmentNames.filter((candidate) => name === 'all' || candidate === name)
  if (chosen.length > 0) return chosen
  throw new UsageError(`There is no environment ${name}: choose all, ${environmentNames.join(', ')}.`)
}

function discoveryUrlOf(subject: string): string {
  const environment = environmentNames.find((name) => name === subject)
  if (environment) return environments[environment].discovery.url
  if (!URL.canParse(subject) || !/^https?:$/.test(new URL(subject).protocol)) {
    const meant = nearest(subject, subjectNames).replace(/^\.$/, '').replace(/^; d/, ' D')
    throw new UsageError(
      `There is no subject ${subject}: choose ${subjectNames.join(', ')} or the URL of a discovery document.${meant}`,
    )
  }
  if (!new URL(subject).pathname.includes('/.well-known/'))
    throw new UsageError(
      `${subject} is not the address of a discovery document: it ends in …/.well-known/openid-configuration.`,
    )
  return subject
}

function requireSameEnvironment(discoveryUrl: string, name: string | undefined): void {
  if (name === undefined || name === 'all') return
  const [wanted] = readEnvironments(name)
  const found = environmentAt(addressRuleOf(discoveryUrl).toReal(discoveryUrl))
  if (wanted !== found)
    throw new UsageError(`${discoveryUrl} is ${found ? `of ${found}` : 'no MobilePay environment'}, not of ${name}.`)
}
