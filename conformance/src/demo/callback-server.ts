import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The integrator's side of the browser: what MobilePay makes the browser send arrives here. */
export interface CallbackServer extends AsyncDisposable {
  readonly redirectUri: string
  /** Where the page behind the redirect URI hands in the fragment, which browsers keep to themselves. */
  readonly fragmentUrl: string
  /** The raw body of the latest callback, as the client wants it. */
  takeCallback(): string
}

const page = `<!doctype html><title>Integrator</title><script>
fetch('/callback/fragment', { method: 'POST', body: location.hash.slice(1) })
</script>`

/** Listens on a free port of this computer. */
export async function startCallbackServer(): Promise<CallbackServer> {
  let latest: string | undefined
  const server = createServer(
    answerCallbacks((body) => {
      latest = body
    }),
  )
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
  return {
    redirectUri,
    fragmentUrl: `${redirectUri}/fragment`,
    takeCallback() {
      if (latest === undefined) throw new Error('No callback has reached the integrator.')
      const callback = latest
      latest = undefined
      return callback
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function answerCallbacks(keep: (body: string) => void): RequestListener {
  return async (request, response) => {
    if (request.method === 'POST') {
      keep(await bodyOf(request))
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      response.end('Thank you. You may close this window.')
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      response.end(page)
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
