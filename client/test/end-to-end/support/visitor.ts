import type { ResponseMode } from '../../../src/index.ts'

/** Who sits at the browser, and what they do on the mock's pages. */
export interface Person {
  readonly email: string
  readonly password: string
  /** Whom to pick where the mock asks. */
  readonly merchantId?: string
  readonly decision?: 'allow' | 'deny'
  /** The boxes to leave ticked; all of them by default. */
  readonly scopes?: readonly string[]
}

/** Where the browser came to rest. */
export interface Rest {
  readonly url: URL
  readonly status: number
  readonly html: string
  /** The pages that a person had to act on, by the last part of their path. */
  readonly pages: readonly string[]
}

/** As much of a browser as consent needs: cookies, redirects, forms. */
export class Visitor {
  readonly #cookies = new Map<string, string>()

  /** Walks to the integrator's answer, and past the pages as that person would. */
  async walk(address: string, person?: Person): Promise<Rest> {
    const pages: string[] = []
    let rest = await this.#open(address)
    while (person && pages.length < 4 && /\/(login|merchant|consent)$/.test(rest.url.pathname)) {
      pages.push(rest.url.pathname.split('/').at(-1) ?? '')
      rest = await this.#open(rest.url.href, answersOf(rest, person))
    }
    return { ...rest, pages }
  }

  /** Follows redirects as long as they stay on the mock. */
  async #open(address: string, form?: URLSearchParams): Promise<Omit<Rest, 'pages'>> {
    const cookie = Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    const [from, location] = [new URL(address), response.headers.get('location')]
    const url = new URL(location ?? address, from)
    if (location !== null && url.origin === from.origin) return this.#open(url.href)
    return { url, status: response.status, html: await response.text() }
  }
}

function answersOf({ html, url }: Omit<Rest, 'pages'>, person: Person): URLSearchParams {
  const form = new URLSearchParams(inputsOf(html, 'hidden'))
  if (url.pathname.endsWith('/login')) {
    form.set('email', person.email)
    form.set('password', person.password)
  } else if (url.pathname.endsWith('/merchant')) {
    form.set('merchantId', person.merchantId ?? '')
    form.set('decision', 'continue')
  } else {
    const boxes = inputsOf(html, 'checkbox').map(([, scope]) => scope)
    for (const scope of boxes.filter((box) => person.scopes?.includes(box) ?? true)) form.append('scopes', scope)
    form.set('decision', person.decision ?? 'allow')
  }
  return form
}

/** What the integrator gets: the fields of the page that posts itself, or the fragment. */
export function answerIn({ url, html, status }: Rest, mode: ResponseMode): URLSearchParams {
  const fields =
    mode === 'form_post' ? new URLSearchParams(inputsOf(html, 'hidden')) : new URLSearchParams(url.hash.slice(1))
  if (fields.has('state')) return fields
  throw new Error(`No answer to the integrator, but ${status} at ${url.pathname}`)
}

/** Names and values of the first form's inputs of a type. */
function inputsOf(html: string, type: string): [string, string][] {
  const [form = ''] = /<form.*?<\/form>/s.exec(html) ?? []
  const inputs = form.match(/<input[^>]*>/g) ?? []
  return inputs
    .filter((input) => attribute(input, 'type') === type)
    .map((input) => [attribute(input, 'name'), attribute(input, 'value')])
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`${name}=(["'])(.*?)\\1`).exec(tag)?.[2] ?? ''
  return value.replace(/&#x([0-9a-f]+);/gi, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
}
