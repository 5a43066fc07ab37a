import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Connection } from '../../connections/connection.ts'
import type { RememberedConsent } from '../../consent/remembered-consent.ts'
import { MobilePayError } from '../../errors/mobilepay-error.ts'
import { isLoopback } from '../../http/check-address.ts'
import { relayPage } from '../../relay/relay-page.ts'
import { UsageError } from '../usage-error.ts'
import { resultPage } from './result-page.ts'

type Complete = (request: IncomingMessage) => Promise<Connection>

/** Listens on the redirect URI for one answer. A request that is not the answer does not end the wait for it. */
export class CallbackServer implements AsyncDisposable {
  /** The connection that the answer has made. */
  readonly connection: Promise<Connection>
  readonly #server: Server

  private constructor(server: Server, connection: Promise<Connection>) {
    this.#server = server
    this.connection = connection
    // Nobody may be waiting yet when it fails.
    connection.catch(() => {})
  }

  /** @throws UsageError where the redirect URI is not on this machine, or its port is taken */
  static async listen(consent: RememberedConsent, complete: Complete): Promise<CallbackServer> {
    const url = new URL(consent.redirectUri)
    if (url.protocol !== 'http:' || !isLoopback(url)) {
      throw new UsageError('login waits on this machine: it needs a redirect URI such as http://127.0.0.1:7890/.')
    }
    const { promise, resolve, reject } = Promise.withResolvers<Connection>()
    const server = createServer(async (request, response) => {
      const outcome = await answer(request, response, consent, complete)
      if (outcome instanceof Error && !isStray(outcome)) reject(outcome)
      else if (outcome !== undefined && !(outcome instanceof Error)) resolve(outcome)
    })
    await listenAt(server, url)
    return new CallbackServer(server, promise)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    // The page with the result has been sent by now; what is left are connections that browsers open ahead.
    this.#server.closeAllConnections()
    await closed
  }
}

/** Whoever sends something else than MobilePay's answer to this login must not be able to end it. */
function isStray(error: unknown): boolean {
  return error instanceof MobilePayError && (error.code === 'state-mismatch' || error.code.startsWith('callback-'))
}

function listenAt(server: Server, { hostname, port }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' ? 'another program has that port' : String(error.code)
      reject(new UsageError(`Can not listen on the redirect URI's port ${port || 80}: ${taken}.`))
    })
    server.listen(Number(port || 80), hostname.replace(/^\[|\]$/g, ''), resolve)
  })
}

/** @returns what the request came to, after the browser was told; undefined where it was no answer at all. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { redirectUri, responseMode }: RememberedConsent,
  complete: Complete,
): Promise<Connection | Error | undefined> {
  const isCallback = (request.url ?? '').split('?')[0] === new URL(redirectUri).pathname
  if (!isCallback) return send(response, resultPage(404, 'There is nothing here.'))
  if (request.method === 'GET' && responseMode === 'fragment') return send(response, await relayPage())
  if (request.method !== 'POST') return send(response, resultPage(405, 'MobilePay’s answer has not come yet.'))
  const outcome = await complete(request).catch((error: unknown) => toError(error))
  await send(response, pageFor(outcome))
  return outcome
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('unexpected')
}

/** What went wrong is told in the terminal; of the request nothing is repeated here. */
function pageFor(outcome: Connection | Error): Response {
  if (!(outcome instanceof Error)) return resultPage(200, 'Done. You can close this window.')
  const code = outcome instanceof MobilePayError ? outcome.code : 'unexpected'
  return resultPage(400, `It did not work (${code}). Look at the terminal.`)
}

async function send(response: ServerResponse, page: Response): Promise<undefined> {
  const text = await page.text()
  response.writeHead(page.status, { ...Object.fromEntries(page.headers), connection: 'close' })
  await new Promise((resolve) => response.once('close', resolve).end(text))
}
