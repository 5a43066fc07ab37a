import { type CustomEnvironment, type Environment, type EnvironmentName, resolveEnvironment } from './environments.ts'
import { ConfigurationError } from './errors/mobilepay-error.ts'
import { isLoopback } from './http/check-address.ts'
import { sleep } from './http/sleep.ts'
import { type DebugLog, debugLogOf } from './observability/debug-log.ts'
import { MemoryStore } from './stores/memory-store.ts'
import type { RecordStore } from './stores/record-store.ts'

/** How MobilePay brings its answer back: as a form that the browser posts, or behind the `#` of the redirect URI. */
export type ResponseMode = 'form_post' | 'fragment'

/** What `MobilePayClient.discover` takes. */
export interface MobilePayClientOptions {
  /** One of MobilePay's four environments, or the description of one's own (a mock, a staging system). */
  readonly environment: EnvironmentName | CustomEnvironment
  /** From MobilePay's password-protected zip file; not the x-ibm-client-id of the developer portal. */
  readonly clientId: string
  readonly clientSecret: string
  /** To the letter as registered with MobilePay. */
  readonly redirectUri: string
  /** Where connections are kept; in memory when left out, which is lost with the process. */
  readonly store?: RecordStore
  /**
   * What the store's content is encrypted with, each made with `newSealingKey()`. The first seals; the others open what
   * was sealed before the first one came. Only a MemoryStore needs none.
   */
  readonly sealingKeys?: readonly string[]
  /** Sent as `x-ibm-client-id` and `x-ibm-client-secret` with API calls; from an app in the developer portal. */
  readonly apiCredentials?: { readonly clientId: string; readonly clientSecret: string }
  /** Refuse a merchant VAT number whose check digit is wrong, rather than warn of it. Default: false. */
  readonly strictMerchantVat?: boolean
  /** Milliseconds for one request to MobilePay, its body included. Default: 10,000. */
  readonly timeoutMs?: number
  /** Seconds that the clocks of MobilePay and of this machine may differ by. Default: 30. */
  readonly clockToleranceSeconds?: number
  /** Seconds before its expiry at which an access token is refreshed. They live for 300. Default: 30. */
  readonly refreshSkewSeconds?: number
  /**
   * Seconds that this process uses a fresh access token for without looking into the store. What another process does,
   * such as revoking, is noticed after that time at the latest. 0 looks at every call. Default: 5.
   */
  readonly connectionCacheSeconds?: number
  /** Seconds that the merchant may take to log in and consent. Default: 1,800. */
  readonly consentLifetimeSeconds?: number
  /** Milliseconds for one API call in all: refresh, repetitions and the waits between them. Default: 30,000. */
  readonly apiDeadlineMs?: number
  /** How often an API call that may be repeated is sent at most. 1 repeats nothing. Default: 3. */
  readonly apiAttempts?: number
  /** Bytes that the answer of an API call may have, after decompression. Default: 10 MiB. */
  readonly apiBodyLimitBytes?: number
  /**
   * A line of JSON for each operation, safe to paste into a ticket: it holds no secrets, tokens or VAT numbers. `true`
   * writes to the standard error, a function gets each line. Default: whether `MOBILEPAY_DEBUG` is set.
   */
  readonly debug?: boolean | DebugLog
  /** A replacement for the global `fetch`, as for a proxy. */
  readonly fetch?: typeof fetch
  /** How to wait between attempts: milliseconds, and a signal that ends the wait. Tests replace it. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /**
   * The time that tokens are judged by, in milliseconds since 1970. Default: `Date.now`. For tests, whose provider may
   * have a clock of its own.
   */
  readonly now?: () => number
}

/** The options after all were checked and the defaults filled in. Holds the secrets: never handed out. */
export type ClientOptions = Readonly<
  Required<Omit<MobilePayClientOptions, 'environment' | 'apiCredentials' | 'sealingKeys' | 'debug'>> &
    Pick<MobilePayClientOptions, 'apiCredentials' | 'sealingKeys'> & {
      environment: Environment
      debug: DebugLog | undefined
    }
>

/**
 * @throws ConfigurationError `option-invalid`, `environment-unknown`, `address-refused`, `redirect-uri-invalid`
 */
export function checkClientOptions(options: MobilePayClientOptions): ClientOptions {
  for (const option of ['clientId', 'clientSecret', 'redirectUri'] as const) checkText(option, options[option])
  checkRedirectUri(options.redirectUri)
  return {
    ...options,
    environment: resolveEnvironment(options.environment),
    store: options.store ?? new MemoryStore(),
    strictMerchantVat: options.strictMerchantVat ?? false,
    timeoutMs: duration('timeoutMs', options.timeoutMs ?? 10_000, 600_000),
    clockToleranceSeconds: duration('clockToleranceSeconds', options.clockToleranceSeconds ?? 30, 300),
    refreshSkewSeconds: duration('refreshSkewSeconds', options.refreshSkewSeconds ?? 30, 300),
    connectionCacheSeconds: duration('connectionCacheSeconds', options.connectionCacheSeconds ?? 5, 60),
    consentLifetimeSeconds: duration('consentLifetimeSeconds', options.consentLifetimeSeconds ?? 1_800, 86_400),
    apiDeadlineMs: duration('apiDeadlineMs', options.apiDeadlineMs ?? 30_000, 3_600_000),
    apiAttempts: count('apiAttempts', options.apiAttempts ?? 3, 10),
    apiBodyLimitBytes: count('apiBodyLimitBytes', options.apiBodyLimitBytes ?? 10 * 1024 * 1024, 2 ** 31),
    debug: debugLogOf(options.debug),
    sleep: options.sleep ?? sleep,
    // Looked up at each call, like fetch: tools replace Date too.
    now: options.now ?? (() => Date.now()),
    // Looked up at each call, so that tools which replace the global fetch later are honored.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
  }
}

function checkText(option: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') throw new ConfigurationError('option-invalid', { details: { option } })
}

function duration(option: string, value: number, most: number): number {
  if (typeof value === 'number' && value >= 0 && value <= most) return value
  throw new ConfigurationError('option-invalid', { details: { option, allowed: `0 to ${most}` } })
}

function count(option: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new ConfigurationError('option-invalid', { details: { option, allowed: `1 to ${most}` } })
}

/** MobilePay registers https addresses, and http ones on the own machine (`http://127.0.0.1:7890/`). */
function checkRedirectUri(redirectUri: string): void {
  const url = URL.parse(redirectUri)
  const usable = url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
  const plain = url?.username === '' && url.password === '' && !redirectUri.includes('#')
  if (!usable || !plain || redirectUri.length > 400) throw new ConfigurationError('redirect-uri-invalid')
}
