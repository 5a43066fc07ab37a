import { readFileSync } from 'node:fs'
import { UsageError } from '../cli/usage-error.ts'
import type { NetworkOptions } from '../subjects/network-send.ts'
import { readResolve } from './resolve-option.ts'

/** Flags of runs against providers that are not in this process. */
export const sandboxFlags = {
  resolve: { type: 'string', multiple: true },
  proxy: { type: 'string' },
  ca: { type: 'string' },
  'client-id': { type: 'string' },
  'redirect-uri': { type: 'string' },
  'merchant-vat': { type: 'string' },
  scope: { type: 'string' },
  login: { type: 'string' },
  'refresh-token': { type: 'boolean', default: false },
  'keep-refresh-token': { type: 'string' },
  burn: { type: 'boolean', default: false },
  destructive: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  resume: { type: 'string' },
  record: { type: 'string' },
  replay: { type: 'string' },
} as const

export type LoginDriver = 'browser' | 'script'

/** The client that the suite comes as; its secrets are read later. */
export interface NamedClient {
  readonly clientId: string
  readonly redirectUri: string
  readonly merchantVat: string | undefined
  readonly scopes: readonly string[]
}

export interface SandboxOptions {
  readonly network: NetworkOptions
  readonly client: NamedClient | undefined
  readonly login: LoginDriver | undefined
  /** Whether the run starts from a refresh token in place of a login. */
  readonly refreshToken: boolean
  /** Where the newest refresh token is kept when the run ends. */
  readonly keepRefreshToken: string | undefined
  readonly burn: boolean
  readonly destructive: boolean
  readonly yes: boolean
  /** The folder of an earlier run, whose verdicts that stand are kept. */
  readonly resume: string | undefined
  /** Where the run is kept as a cassette. */
  readonly record: string | undefined
}

interface SandboxValues {
  readonly resolve?: readonly string[]
  readonly proxy?: string
  readonly ca?: string
  readonly 'client-id'?: string
  readonly 'redirect-uri'?: string
  readonly 'merchant-vat'?: string
  readonly scope?: string
  readonly login?: string
  readonly 'refresh-token': boolean
  readonly 'keep-refresh-token'?: string
  readonly burn: boolean
  readonly destructive: boolean
  readonly yes: boolean
  readonly resume?: string
  readonly record?: string
}

/** @throws UsageError */
export function readSandboxOptions(values: SandboxValues): SandboxOptions {
  const client = readClient(values)
  const login = readLogin(values.login)
  if (values['refresh-token'] && login)
    throw new UsageError('--refresh-token is in place of --login: give one of them.')
  if ((login || values['refresh-token']) && !client) {
    throw new UsageError('A login needs the client that asks for it: give --client-id and --redirect-uri.')
  }
  if (login === 'browser' && client && !isLoopbackUri(client.redirectUri)) {
    throw new UsageError('--login browser waits for the answer at --redirect-uri, such as http://127.0.0.1:7890/.')
  }
  const ca = values.ca === undefined ? {} : { ca: readCa(values.ca) }
  return {
    network: { ...readWay(values), ...ca },
    client,
    login: login ?? (client && !values['refresh-token'] ? 'browser' : undefined),
    refreshToken: values['refresh-token'],
    keepRefreshToken: values['keep-refresh-token'],
    burn: values.burn,
    destructive: values.destructive,
    yes: values.yes,
    resume: values.resume,
    record: values.record,
  }
}

/** How the provider is reached: straight, by other addresses, or through a proxy. */
function readWay({ resolve = [], proxy }: SandboxValues): NetworkOptions {
  if (proxy === undefined) return { resolve: resolve.map(readResolve) }
  if (resolve.length > 0) throw new UsageError('--proxy looks names up by itself: give it without --resolve.')
  const url = URL.parse(proxy)
  if (url?.protocol !== 'http:' || url.hostname === '') {
    throw new UsageError(
      '--proxy takes an http address, such as http://localhost:4010 or http://WORLD:any@localhost:4010.',
    )
  }
  return { proxy }
}

function readClient(values: SandboxValues): NamedClient | undefined {
  const { 'client-id': clientId, 'redirect-uri': redirectUri, scope } = values
  if (clientId === undefined && redirectUri === undefined) return undefined
  if (clientId === undefined || redirectUri === undefined) {
    throw new UsageError('--client-id and --redirect-uri belong together: give both, as they are registered.')
  }
  if (!URL.canParse(redirectUri)) throw new UsageError(`--redirect-uri is no URL: ${redirectUri}.`)
  const scopes = (scope ?? 'openid invoice offline_access').split(' ').filter((word) => word !== '')
  return { clientId, redirectUri, merchantVat: values['merchant-vat'], scopes }
}

function readLogin(name: string | undefined): LoginDriver | undefined {
  if (name === undefined || name === 'browser' || name === 'script') return name
  throw new UsageError(
    `There is no login ${name}: choose browser (you log in) or script (with credentials from the environment).`,
  )
}

function isLoopbackUri(uri: string): boolean {
  const { protocol, hostname, port } = new URL(uri)
  return protocol === 'http:' && port !== '' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

function readCa(path: string): string {
  try {
    const pem = readFileSync(path, 'utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new UsageError(`--ca ${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`)
  }
  throw new UsageError(`--ca ${path} is no PEM file with a certificate.`)
}
