import type { Attempt } from './attempt.ts'
import { fieldsOf, formsOf, type HtmlForm } from './markup.ts'

/** What a visitor sees at the end of the redirects. */
export interface Seen {
  readonly url: URL
  readonly status: number
  readonly headers: Headers
  readonly html: string
  readonly forms: readonly HtmlForm[]
}

export interface Person {
  readonly email: string
  readonly password: string
  /** Whom to pick where the mock asks. */
  readonly merchantId?: string
  readonly decision?: 'allow' | 'deny'
  /** The boxes to leave ticked; all of them by default. */
  readonly scopes?: readonly string[]
}

/** Where a visit begins and ends. */
type Destination = Pick<Attempt, 'url' | 'redirectUri'>

/** A browser without Chromium: cookies by path, redirects, forms. */
export class Visitor {
  readonly #cookies = new Map<string, { readonly pair: string; readonly path: string }>()
  readonly #headers: Readonly<Record<string, string>>

  constructor(headers: Readonly<Record<string, string>> = {}) {
    this.#headers = headers
  }

  /** Follows redirects as long as they stay on the mock. */
  async visit(address: string, init: RequestInit = {}): Promise<Seen> {
    const url = new URL(address)
    const response = await this.send(address, init)
    const location = response.headers.get('location')
    const next = location === null ? undefined : new URL(location, url)
    if (next && next.origin === url.origin) return this.visit(next.href)
    const html = await response.text()
    return { url: next ?? url, status: response.status, headers: response.headers, html, forms: formsOf(html, url) }
  }

  /** One request, no redirect followed. */
  async send(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address)
    const sent = [...this.#cookies.values()].filter(({ path }) => url.pathname.startsWith(path))
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...this.#headers, cookie: sent.map(({ pair }) => pair).join('; ') },
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** Submits a form as a browser does, with the button or the boxes that were chosen. */
  submit(form: HtmlForm, chosen: readonly (readonly [string, string])[] = []): Promise<Seen> {
    const body = new URLSearchParams(
      [...form.hidden, ...chosen].map(([name, value]): [string, string] => [name, value]),
    )
    return this.visit(form.action, { method: 'POST', body })
  }

  /** Walks the whole way as a person would, and returns the answer that the integrator gets. */
  async grant(attempt: Destination, person: Person): Promise<URLSearchParams> {
    let seen = await this.visit(attempt.url)
    for (let step = 0; step < 5 && !isAnswer(seen, attempt); step += 1) seen = await this.#act(seen, person)
    return answerOf(seen, attempt)
  }

  /** Goes where nobody is asked: consent is automatic, or stands. */
  async fetchAnswer(attempt: Destination): Promise<URLSearchParams> {
    return answerOf(await this.visit(attempt.url), attempt)
  }

  #act(seen: Seen, person: Person): Promise<Seen> {
    const [form] = seen.forms
    if (!form) throw new Error(`No form at ${seen.url}: ${seen.status}`)
    if (seen.url.pathname.endsWith('/account/login')) {
      return this.submit(form, [
        ['email', person.email],
        ['password', person.password],
      ])
    }
    if (seen.url.pathname.endsWith('/merchant')) {
      return this.submit(form, [
        ['merchantId', person.merchantId ?? ''],
        ['decision', 'continue'],
      ])
    }
    const ticked = form.boxes.filter((box) => person.scopes?.includes(box) ?? true)
    return this.submit(form, [
      ...ticked.map((box) => ['scopes', box] as const),
      ['decision', person.decision ?? 'allow'],
    ])
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const name = pair.split('=', 1)[0] ?? ''
    const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice('Path='.length) ?? '/'
    if (attributes.includes('Max-Age=0')) this.#cookies.delete(name + path)
    else this.#cookies.set(name + path, { pair, path })
  }
}

function isAnswer({ url, forms }: Seen, { redirectUri }: Destination): boolean {
  return url.href.startsWith(redirectUri) || forms.some(({ action }) => action === redirectUri)
}

/** The fields of a fragment, a form post or a query. @throws where the visit ended elsewhere. */
export function answerOf(seen: Seen, attempt: Destination): URLSearchParams {
  if (!isAnswer(seen, attempt)) throw new Error(`No answer to the integrator, but ${seen.status} at ${seen.url}`)
  if (seen.forms[0]) return fieldsOf(seen.forms[0])
  return new URLSearchParams(seen.url.hash ? seen.url.hash.slice(1) : seen.url.search)
}
