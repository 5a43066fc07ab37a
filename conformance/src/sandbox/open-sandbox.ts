import { writeFileSync } from 'node:fs'
import { type Environment, environments, type Generation } from '@mobilepay-oidc/fixtures'
import type { Check } from '../checks/check.ts'
import type { Terminal } from '../cli/terminal.ts'
import { UsageError } from '../cli/usage-error.ts'
import type { BrowserDriver } from '../flow/browser.ts'
import type { GivenToken } from '../flow/given-token.ts'
import { isLoopback } from '../subjects/loopback.ts'
import type { ReadSubject } from '../subjects/subject-file.ts'
import type { AutomaticLogin, ProviderSubject, Target } from '../subjects/target.ts'
import { trafficLimits } from '../subjects/traffic-meter.ts'
import { urlSubject } from '../subjects/url-subject.ts'
import { allowedChecks } from './allowed-checks.ts'
import { budgetOf, describeBudget, type LoginMeans } from './budget.ts'
import { chromiumDriver } from './chromium-driver.ts'
import { humanDriver } from './human-driver.ts'
import { openBrowser } from './open-browser.ts'
import type { NamedClient, SandboxOptions } from './sandbox-options.ts'
import { readSecret, secretVariables } from './secrets.ts'

/** A provider elsewhere, with the login that the command line asks for. It ends with its browser. */
export async function openSandbox(
  discoveryUrl: string,
  generation: Generation,
  file: ReadSubject | undefined,
  options: SandboxOptions,
  terminal: Terminal,
): Promise<ProviderSubject> {
  const { network, client } = options
  const login = client ? await loginOf(client, options, terminal) : file?.login
  const subject = urlSubject(discoveryUrl, generation, { ...file, network, ...(login && { login }) })
  const driver = login && driverOf(login.redirectUri, discoveryUrl, subject.targets, options, terminal)
  const given = options.refreshToken ? { current: await readSecret('refreshToken', terminal) } : undefined
  const targets = subject.targets.map((target) => ({
    ...target,
    ...(driver && { driver }),
    ...(given && { givenToken: given }),
  }))
  return {
    ...subject,
    targets,
    async [Symbol.asyncDispose]() {
      await driver?.[Symbol.asyncDispose]()
      keepToken(given, options.keepRefreshToken)
    },
  }
}

/**
 * Tells what the run will take of a host of others, and asks whether that is right.
 * @returns the checks, of which those that are not allowed come to nothing but that
 * @throws UsageError where the person says no, or nobody is there to say yes to more than looking
 */
export async function agreeOnBudget(
  discoveryUrl: string,
  checks: readonly Check[],
  options: SandboxOptions,
  hasLogin: boolean,
  terminal: Terminal,
): Promise<readonly Check[]> {
  if (isLoopback(discoveryUrl)) return checks
  const means: LoginMeans = options.login ?? (hasLogin && !options.refreshToken ? 'script' : 'none')
  const budget = budgetOf(checks, options, means)
  terminal.err(describeBudget(new URL(discoveryUrl).host, budget, means))
  if (options.refreshToken) terminal.err(refreshWarning(options.keepRefreshToken))
  const onlyLooks = means === 'none' && !options.refreshToken && !options.burn && !options.destructive
  if (!options.yes) await confirm(onlyLooks, terminal)
  return allowedChecks(checks, options)
}

async function confirm(onlyLooks: boolean, { ask }: Terminal): Promise<void> {
  if (ask) {
    if (/^y(es)?$/i.test((await ask('Go on? [y/N] ')).trim())) return
    throw new UsageError('Nothing was sent.')
  }
  if (!onlyLooks) throw new UsageError('Nobody is at a terminal to agree to that: say --yes. Nothing was sent.')
}

function refreshWarning(path: string | undefined): string {
  return path === undefined
    ? '  The refresh token is replaced at its first use, and the newest one is lost: --keep-refresh-token FILE keeps it.\n'
    : `  The refresh token is replaced at its first use; the newest one will be in ${path}.\n`
}

async function loginOf(
  { clientId, redirectUri, merchantVat, scopes }: NamedClient,
  { login }: SandboxOptions,
  terminal: Terminal,
): Promise<AutomaticLogin> {
  const clientSecret = await readSecret('clientSecret', terminal)
  const common = { clientId, clientSecret, redirectUri, merchantVat, scopes }
  if (login !== 'script') return { ...common, loginHint: '' }
  const loginHint = await readSecret('username', terminal)
  const givenAs = `${secretVariables.username}, ${secretVariables.password}`
  return { ...common, loginHint, password: await readSecret('password', terminal), givenAs }
}

function driverOf(
  redirectUri: string,
  discoveryUrl: string,
  targets: readonly Target[],
  { login, network }: SandboxOptions,
  { env = process.env, err }: Terminal,
): BrowserDriver | undefined {
  if (login === 'browser') return humanDriver({ redirectUri, open: (url) => openBrowser(url, err) })
  if (login !== 'script') return undefined
  const known = targets.flatMap(({ environment }) => (environment ? hostsOf(environments[environment]) : []))
  const isOwn = (network.resolve ?? []).length > 0 || isLoopback(discoveryUrl)
  return chromiumDriver({
    network,
    hosts: [...new Set([new URL(discoveryUrl).host, ...known])],
    redirectUri,
    intervalMs: isOwn ? 0 : trafficLimits.intervalMs,
    ...(env.CHROMIUM_PATH && { executablePath: env.CHROMIUM_PATH }),
  })
}

function hostsOf({ sites }: Environment): readonly string[] {
  return Object.values(sites).map(({ host }) => host)
}

/** Readable by its owner alone. */
function keepToken(given: GivenToken | undefined, path: string | undefined): void {
  if (given && path !== undefined) writeFileSync(path, `${given.current}\n`, { mode: 0o600 })
}
