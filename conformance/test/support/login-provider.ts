import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the login page does with a name and a password. */
export type AnswerToLogin = (typed: URLSearchParams, response: ServerResponse) => void

const loginForm = `<form method="post" action="/login">
  <label>E-mail <input type="email" name="email"></label>
  <label>Password <input type="password" name="password"></label>
  <button>Log in</button>
</form>`

/** Another vendor's provider on this machine, as far as its login page, where a test decides what comes next. */
export class LoginProvider implements AsyncDisposable {
  /** Passwords that were typed, right or wrong. */
  attempts = 0
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  readonly #toLogin: AnswerToLogin

  private constructor(toLogin: AnswerToLogin) {
    this.#toLogin = toLogin
  }

  static async start(toLogin: AnswerToLogin): Promise<LoginProvider> {
    const provider = new LoginProvider(toLogin)
    provider.#server.listen(0, '127.0.0.1')
    await once(provider.#server, 'listening')
    return provider
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get discoveryUrl(): string {
    return `${this.origin}/.well-known/openid-configuration`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin)
    switch (`${request.method} ${pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return sendJson(response, 200, this.#document())
      case 'GET /jwks':
        return sendJson(response, 200, { keys: [] })
      case 'POST /token':
        return sendJson(response, 400, { error: 'invalid_grant' })
      case 'GET /authorize':
        return redirect(response, this.#afterRequest(searchParams))
      case 'GET /login':
        return sendPage(response, loginPage(searchParams.has('error') ? 'That did not work.' : undefined))
      case 'POST /login': {
        this.attempts += 1
        return this.#toLogin(new URLSearchParams(await bodyOf(request)), response)
      }
      default:
        response.writeHead(404).end()
    }
  }

  #document(): object {
    const { origin } = this
    return {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/jwks`,
    }
  }

  #afterRequest(request: URLSearchParams): string {
    if (request.get('prompt') !== 'none') return '/login'
    const answer = new URLSearchParams({ error: 'login_required', state: request.get('state') ?? '' })
    return `${request.get('redirect_uri')}?${answer}`
  }
}

export function loginPage(alert?: string): string {
  return `<h1>Log in</h1>${alert === undefined ? '' : `<p role="alert">${alert}</p>`}${loginForm}`
}

export function sendPage(response: ServerResponse, body: string, status = 200): void {
  const page = `<!doctype html><html lang="en"><title>Some provider</title><body>${body}</body></html>`
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page)
}

export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end()
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
