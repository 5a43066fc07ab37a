import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Connection,
  MemoryStore,
  MobilePayClient,
  type MobilePayClientOptions,
  type MobilePayError,
  newSealingKey,
  type ProductScope,
  type RecordStore,
  type ResponseMode,
} from '@mobilepay-oidc/client'
import { type ConsentHandlers, mobilePayConsent } from '@mobilepay-oidc/client/fetch'
import { FileStore } from '@mobilepay-oidc/client/stores/file'
import type {
  Answered,
  CallbackRequest,
  ClientSettings,
  Connected,
  ConsentWish,
  OnBehalf,
  Rejected,
  Reported,
  Started,
} from './client-driver.ts'
import { type ClientProgram, rejection } from './client-program.ts'
import { offsetClock } from './offset-clock.ts'

const startPath = '/mobilepay/start'
/** What an integrator would allow. */
export const allowedReturnTo = '/settings'

/**
 * This project's client behind the commands, through its Fetch adapter, as an integrator deploys it: so cookies, methods
 * and content types are those of production, too.
 */
export class MobilePayProgram implements ClientProgram {
  readonly #clock = offsetClock()
  readonly #log: string[] = []
  readonly #heard = new WeakMap<Request, Connected | Rejected>()
  #client: MobilePayClient | undefined
  #routes: Readonly<Record<ResponseMode, ConsentHandlers>> | undefined
  #redirectUri = ''
  #latest: string | undefined
  readonly #more: Partial<MobilePayClientOptions>

  /** @param more options that an integrator might set besides, such as a `fetch` of one's own */
  constructor(more: Partial<MobilePayClientOptions> = {}) {
    this.#more = more
  }

  async configure(settings: ClientSettings) {
    this.#client = undefined
    this.#latest = undefined
    this.#clock.set(settings.now)
    this.#redirectUri = settings.redirectUri
    const { store, sealingKey } = await storeFor(settings.storeFolder)
    this.#client = await MobilePayClient.discover({
      environment: {
        discoveryUrl: settings.discoveryUrl,
        issuer: settings.issuer,
        apiUrl: settings.apiUrl,
        ...(settings.allowHttpOnLoopback && { allowHttpOnLoopback: true }),
      },
      clientId: settings.clientId,
      clientSecret: settings.clientSecret,
      redirectUri: settings.redirectUri,
      store,
      sealingKeys: [sealingKey],
      debug: (line) => this.#log.push(line),
      now: this.#clock.now,
      ...(settings.timeoutMs !== undefined && { timeoutMs: settings.timeoutMs }),
      ...this.#more,
    })
    const client = this.#client
    const routesFor = (mode: ResponseMode) => this.#routesOf(client, settings.scopes, mode)
    this.#routes = { form_post: routesFor('form_post'), fragment: routesFor('fragment') }
    return { outcome: 'configured' } as const
  }

  async start({ merchantVat, returnTo, responseMode, cookies = '' }: ConsentWish): Promise<Started | Rejected> {
    const query = new URLSearchParams({
      ...(merchantVat !== undefined && { merchant_vat: merchantVat }),
      ...(returnTo !== undefined && { return_to: returnTo }),
    })
    const request = new Request(new URL(`${startPath}?${query}`, this.#redirectUri), { headers: { cookie: cookies } })
    const response = await this.#configured().routes[responseMode ?? 'form_post'].fetch(request)
    const heard = this.#heard.get(request)
    if (heard?.outcome === 'rejected') return heard
    const url = response.headers.get('location') ?? ''
    return { outcome: 'started', url, cookies: response.headers.getSetCookie() }
  }

  async callback(arrived: CallbackRequest): Promise<Connected | Rejected> {
    const { method, url, headers, body, cookies } = await this.#relayed(arrived)
    const bytes = Buffer.from(body, 'base64')
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const request = new Request(url, {
      method,
      headers: { ...headers, ...(cookies !== '' && { cookie: cookies }) },
      ...(hasBody && { body: bytes }),
    })
    const response = await this.#configured().routes.form_post.fetch(request)
    const location = response.headers.get('location')
    const heard = this.#heard.get(request)
    if (heard?.outcome === 'connected') return { ...heard, ...(location !== null && { location }) }
    return heard ?? { outcome: 'rejected', code: `http-${response.status}`, message: 'The routes do not answer there.' }
  }

  /** What the relay page makes of an answer by fragment: a form post from the site itself. */
  async #relayed(arrived: CallbackRequest): Promise<CallbackRequest> {
    const [url = '', fragment] = arrived.url.split('#')
    if (arrived.method !== 'GET' || fragment === undefined) return arrived
    const page = await this.#configured().routes.fragment.fetch(new Request(url))
    if (!(await page.text()).includes('<form method="post">'))
      throw new Error('There is no page that relays fragments.')
    const headers = { ...arrived.headers, 'content-type': 'application/x-www-form-urlencoded' }
    return { ...arrived, method: 'POST', url, headers, body: Buffer.from(fragment).toString('base64') }
  }

  async call({ path, merchantId = this.#latest }: OnBehalf & { readonly path: string }): Promise<Answered> {
    const merchant = this.#configured().client.merchant(merchantId)
    if (path === mePath) {
      const { merchantId: answered } = await merchant.merchantsMe()
      return { outcome: 'answered', status: 200, body: JSON.stringify({ MerchantId: answered }) }
    }
    const response = await merchant.fetch(path)
    return { outcome: 'answered', status: response.status, body: await response.text() }
  }

  async refresh({ merchantId = this.#latest }: OnBehalf): Promise<Connected> {
    const { client } = this.#configured()
    return connected(await (await client.merchant(merchantId).connection()).refresh())
  }

  clock({ now }: { readonly now: number }) {
    this.#clock.set(now)
    return { outcome: 'clocked' } as const
  }

  async report(): Promise<Reported> {
    const connections = (await this.#client?.connections()) ?? []
    return {
      outcome: 'reported',
      name: '@mobilepay-oidc/client',
      responseModes: ['form_post', 'fragment'],
      supports: ['refresh', 'call', 'clock', 'returnTo', 'storeFolder', 'cookies', 'timeout'],
      vocabulary: 'mobilepay-oidc',
      connections: connections.map(({ id }) => id),
      log: [...this.#log],
    }
  }

  #configured() {
    if (this.#client && this.#routes) return { client: this.#client, routes: this.#routes }
    throw new Error('There is no client: configure was not called, or was refused.')
  }

  #routesOf(client: MobilePayClient, scopes: readonly string[], responseMode: ResponseMode): ConsentHandlers {
    return mobilePayConsent({
      client,
      consent: { scopes: scopes.filter(isProduct) },
      responseMode,
      startPath,
      allowReturnTo: [allowedReturnTo],
      onConnected: (connection, { request }) => {
        this.#latest = connection.merchantId
        this.#heard.set(request, connected(connection))
      },
      onError: (error: MobilePayError, { request }) => {
        this.#heard.set(request, rejection(error) as Rejected)
      },
    })
  }
}

const mePath = '/invoice-restapi/api/v1/merchants/me'

/** The client adds the other two itself, and refuses names that it does not know. */
function isProduct(scope: string): scope is ProductScope {
  return scope !== 'openid' && scope !== 'offline_access'
}

function connected({ merchantId, merchantVat, scopes, warnings }: Connection): Connected {
  return {
    outcome: 'connected',
    ...(merchantId !== undefined && { merchantId }),
    ...(merchantVat !== undefined && { merchantVat }),
    scopes,
    warnings: warnings.map(({ code }) => code),
  }
}

/** Connections in a folder, with the key that opens them beside it; or in memory. */
async function storeFor(
  folder: string | undefined,
): Promise<{ readonly store: RecordStore; readonly sealingKey: string }> {
  if (folder === undefined) return { store: new MemoryStore(), sealingKey: newSealingKey() }
  const path = join(folder, 'sealing-key')
  await writeFile(path, newSealingKey(), { flag: 'wx', mode: 0o600 }).catch(() => undefined)
  const store = await FileStore.open(join(folder, 'connections'))
  return { store, sealingKey: await readFile(path, 'utf8') }
}
