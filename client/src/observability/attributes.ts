/**
 * What hooks and the debug log may say. The names are OpenTelemetry's where it has one, and each value has a form:
 * what does not fit is replaced, so that nothing secret gets out by taking a harmless name.
 */
export interface Attributes {
  /** Name of a built-in environment, discovery URL of a custom one. */
  'mobilepay.environment'?: string
  /** The merchant id, or `subject:…`. Never a VAT number. */
  'mobilepay.connection'?: string
  /** Scopes, separated by spaces. */
  'mobilepay.scopes'?: string
  'mobilepay.grant_type'?: 'authorization_code' | 'refresh_token'
  'mobilepay.correlation_id'?: string
  /** Whether the API's 401 led to a refresh. */
  'mobilepay.refreshed'?: boolean
  'server.address'?: string
  'server.port'?: number
  'url.path'?: string
  'http.request.method'?: string
  /** Of the last answer. */
  'http.response.status_code'?: number
  /** How often the request was sent again. */
  'http.request.resend_count'?: number
  /** The code of the error, where there is one. */
  'error.type'?: string
}

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const forms: { readonly [name in keyof Required<Attributes>]: RegExp } = {
  'mobilepay.environment': /^[a-z-]{1,40}$|^https?:\/\/[a-z0-9.:[\]-]{1,253}(\/[\w.~-]{0,64})*$/,
  'mobilepay.connection': /^(subject:)?[\w-]{1,64}$/,
  'mobilepay.scopes': /^[a-z_ ]{0,200}$/,
  'mobilepay.grant_type': /^(authorization_code|refresh_token)$/,
  'mobilepay.correlation_id': new RegExp(`^${guid}$`, 'i'),
  'mobilepay.refreshed': /^(true|false)$/,
  'server.address': /^[a-z0-9.:[\]-]{1,253}$/,
  'server.port': /^\d{1,5}$/,
  'url.path': /^\/[\w.~*/-]{0,500}$/,
  'http.request.method': /^[A-Za-z]{1,20}$/,
  'http.response.status_code': /^\d{3}$/,
  'http.request.resend_count': /^\d{1,3}$/,
  'error.type': /^[a-z-]{1,64}$/,
}

/** Puts the attributes into the target, those that do not have their form as `[redacted]`. */
export function setAttributes(target: Record<string, unknown>, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || !Object.hasOwn(forms, name)) continue
    target[name] = forms[name as keyof Attributes].test(String(value)) ? value : '[redacted]'
  }
}

/** Where a request goes, as OpenTelemetry says it. */
export function serverAttributes(url: URL): Attributes {
  const port = url.port === '' ? { 'http:': 80, 'https:': 443 }[url.protocol] : Number(url.port)
  return { 'server.address': url.hostname, ...(port !== undefined && { 'server.port': port }) }
}

const plain = new RegExp(`^(${guid}|(?!.*\\d{5})[\\w.~-]{0,64})$`, 'i')

/**
 * A path without what may belong to a person: a segment stays when it is a word or a GUID, and is `*` when it holds
 * five digits in a row (VAT, telephone and invoice numbers), is long, or has unusual characters.
 */
export function safePath(pathname: string): string {
  return pathname
    .split('/')
    .map((segment) => (plain.test(segment) ? segment : '*'))
    .join('/')
}
