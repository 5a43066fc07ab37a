import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ResponseMode } from './attempt.ts'

/** What arrived at the integrator's redirect URI. */
export interface Callback {
  readonly mode: ResponseMode
  readonly fields: URLSearchParams
}

/** A small real server in the integrator's place: it records callbacks, and serves pages that a test gives it. */
export interface Integrator extends AsyncDisposable {
  /** Another site than the mock's, since that one is called `localhost`. */
  readonly origin: string
  readonly redirectUri: string
  readonly callbacks: readonly Callback[]
  /** Serves HTML of a test's own, and says where. */
  serve(path: string, html: string): string
}

/** Shows the state of what was received. A fragment, which no server sees, its script hands in. */
function callbackPage(state: string): string {
  return `<!doctype html><title>Integrator</title><link rel="icon" href="data:,"><h1>Integrator</h1>
<p id="received">${encodeURIComponent(state)}</p><script>
const fragment = location.hash.slice(1)
if (fragment) fetch('/fragment', { method: 'POST', body: fragment }).then(() => {
  document.getElementById('received').textContent = encodeURIComponent(new URLSearchParams(fragment).get('state'))
})
</script>`
}

export async function startIntegrator(): Promise<Integrator> {
  const callbacks: Callback[] = []
  const pages = new Map<string, string>()
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://integrator').pathname
    const fields = new URLSearchParams(await bodyOf(request))
    if (request.method === 'POST') {
      callbacks.push({ mode: path === '/fragment' ? 'fragment' : 'form_post', fields })
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(pages.get(path) ?? callbackPage(fields.get('state') ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    redirectUri: `${origin}/callback`,
    callbacks,
    serve(path, html) {
      pages.set(path, html)
      return `${origin}${path}`
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
