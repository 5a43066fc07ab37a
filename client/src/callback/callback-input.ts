/**
 * The request of `node:http`, and of Express, Koa and Connect, which build on it. Described by its form, since this part
 * of the client also runs where there is no Node.
 */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Whether somebody, such as a body parser, has read the body. */
  readonly readableDidRead?: boolean
  /** What a body parser has made of it. */
  readonly body?: unknown
  iterator?(options: { readonly destroyOnReturn: boolean }): AsyncIterable<unknown>
}

/** What a body parser made of the form: each parameter once, as text. Arrays are repeated parameters, and refused. */
export type ParsedForm = { readonly [parameter: string]: unknown }

/**
 * What `completeConsent` reads the callback from.
 *
 * For form_post: the Fetch Request or the Node request, read here; the raw body; or what a parser has made of it. For
 * fragment: the same, as the relay page sends it, or a URL with the fragment, or the raw fragment.
 */
export type CallbackInput = Request | NodeRequest | URL | URLSearchParams | FormData | ParsedForm | string

/** A form cannot forge either of these: its values are text. */
export function isFetchRequest(input: object): input is Request {
  return 'headers' in input && typeof (input.headers as Partial<Headers> | null)?.get === 'function'
}

export function isNodeRequest(input: object): input is NodeRequest {
  return Symbol.asyncIterator in input && 'headers' in input
}
