import { redirectUri } from './authorize-request.ts'
import type { Arrival } from './browser.ts'

export type Fields = readonly (readonly [name: string, value: string])[]

/** An answer that reaches the client in front, by whichever way. */
export interface Callback {
  readonly way: 'form_post' | 'fragment' | 'query' | 'bare'
  readonly target: string
  readonly fields: Fields
}

const pages = /\/(?:account\/login|consent|merchant|account\/logout)$/

/** The answer to the client, if the browser carries one. */
export function callbackOf({ url, left, answer, forms }: Arrival): Callback | undefined {
  if (left) {
    const target = `${url.origin}${url.pathname}`
    if (url.hash !== '') return { way: 'fragment', target: target + url.search, fields: pairs(url.hash.slice(1)) }
    return url.search === ''
      ? { way: 'bare', target, fields: [] }
      : { way: 'query', target, fields: pairs(url.search.slice(1)) }
  }
  const [form] = forms
  if (!form || answer.status !== 200 || pages.test(url.pathname)) return undefined
  return { way: 'form_post', target: form.action, fields: form.hidden }
}

function pairs(text: string): Fields {
  return [...new URLSearchParams(text)]
}

/** Every value of a field; several are set apart. */
export function fieldOf({ fields }: Callback, name: string): string | undefined {
  const values = fields.filter(([candidate]) => candidate === name).map(([, value]) => value)
  return values.length === 0 ? undefined : values.join(' | ')
}

/** Where a walk ended, in words. */
export function outcomeOf(arrival: Arrival): string {
  const { url, answer } = arrival
  const callback = callbackOf(arrival)
  if (callback) return describe(callback)
  if (answer.failure !== undefined) return answer.failure
  const page = /\/([a-z]+)$/.exec(url.pathname)?.[1] ?? url.pathname
  const error = /id="error-code">([^<]*)</.exec(answer.body)?.[1]
  if (answer.status !== 200) return `${answer.status} at ${page}`
  if (error === undefined) return `page ${page}`
  const told = [...url.searchParams.keys()].filter((name) => name !== 'errorId')
  return `page ${page}: ${[error, ...told].join(' with ')}`
}

function describe(callback: Callback): string {
  const { way, target, fields } = callback
  const place = target === redirectUri ? '' : ` at ${target}`
  const error = fieldOf(callback, 'error')
  const names = fields.map(([name]) => (name === 'error' ? `error=${error}` : name))
  return `${way}${place}: ${names.join(' ')}`
}
