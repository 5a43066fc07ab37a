import type { MockServer } from '@mobilepay-oidc/mock-server'
import type { Answer } from './browser.ts'
import { redirectUri } from './recorded-world.ts'
import type { Json } from './recording.ts'

export interface Callback {
  readonly mode: 'form_post' | 'fragment' | 'query'
  readonly to: string
  readonly fields: readonly (readonly [string, string])[]
}

/** What the authorization endpoint sent to the integrator, if it did. */
export function readCallback(answer: Answer): Callback | undefined {
  const location = answer.headers.location
  if (answer.status === 200) return readFormPost(answer.body)
  const [to = '', query] = location?.split(/[#?]/, 2) ?? []
  if (query === undefined || !isClientAddress(to)) return undefined
  return { mode: location?.includes('#') ? 'fragment' : 'query', to, fields: [...new URLSearchParams(query)] }
}

/** The recorded clients have two addresses, compared without regard to case. */
function isClientAddress(address: string): boolean {
  return [redirectUri, 'https://integrator.example/callback'].includes(address.toLowerCase())
}

function readFormPost(body: string): Callback | undefined {
  const to = /<form[^>]* action='([^']*)'/.exec(body)?.[1]
  if (to === undefined) return undefined
  const inputs = body.matchAll(/<input type='hidden' name='([^']*)' value='([^']*)'/g)
  return {
    mode: 'form_post',
    to: decodeHtml(to),
    fields: [...inputs].map(([, name = '', value = '']) => [decodeHtml(name), decodeHtml(value)]),
  }
}

const named: Readonly<Record<string, string>> = { quot: '"', lt: '<', gt: '>', amp: '&' }

function decodeHtml(text: string): string {
  return text.replace(/&(?:#x([0-9A-F]+)|(\w+));/gi, (whole, hex: string | undefined, name: string | undefined) =>
    hex === undefined ? (named[name ?? ''] ?? whole) : String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}

const pages: readonly (readonly [ending: string, kind: string])[] = [
  ['/account/account/login', 'login'],
  ['/account/consent', 'consent'],
  ['/account/merchant', 'merchant'],
]

/** An answer of the authorization endpoint in the recordings' words; descriptions come from the mock's own log. */
export function describeAuthorize(answer: Answer, server: MockServer): { readonly [member: string]: Json } {
  const httpStatus = answer.status
  const callback = readCallback(answer)
  if (callback) return { ...describeCallback(callback), httpStatus }
  const path = answer.headers.location ? new URL(answer.headers.location).pathname : ''
  const page = pages.find(([ending]) => path.endsWith(ending))
  if (page) return { kind: page[1], httpStatus }
  if (path.endsWith('/account/home/error')) return { kind: 'error-page', ...lastRefusal(server), httpStatus }
  return { kind: 'http', status: answer.status, httpStatus }
}

function describeCallback({ mode, fields }: Callback): { readonly [member: string]: Json } {
  const error = fields.find(([name]) => name === 'error')?.[1]
  const description = fields.find(([name]) => name === 'error_description')?.[1] ?? null
  const names = fields.map(([name]) => name)
  return { kind: 'callback', mode, fields: names, ...(error === undefined ? {} : { error, description }) }
}

function lastRefusal(server: MockServer): { readonly [member: string]: Json } {
  const decision = server.world.journal.entries.at(-1)?.decision
  if (decision?.kind !== 'refused') throw new Error('The mock showed its error page without saying why in its log.')
  return { error: decision.refused.error, description: decision.refused.description }
}
