import type { CallbackRequest } from '../drivers/client-driver.ts'
import type { CallbackArrival } from '../flow/arrival.ts'
import type { Pairs } from './http.ts'

/** What a browser brings to the integrator: the callback as its server gets it, cookies aside. */
export interface Delivery {
  readonly method: string
  readonly url: string
  readonly contentType: string | undefined
  readonly body: string | Uint8Array
}

/** The callback of a flow; what is behind a `#` no server ever sees (RFC 3986 3.5). */
export function deliveryOf({ method, url, enctype, fields, where }: CallbackArrival): Delivery {
  const served = url.replace(/#.*$/s, '')
  if (where === 'fragment') return { method, url: served, contentType: undefined, body: '' }
  if (where === 'query') return { method, url: withQuery(served, fields), contentType: undefined, body: '' }
  const { contentType, body } = encodeAs(enctype, fields)
  return { method, url: served, contentType, body }
}

/** An answer by fragment as the page at the redirect URI finds it. */
export function fragmentDelivery({ url, fields }: CallbackArrival): Delivery {
  return { method: 'GET', url: `${url.replace(/#.*$/s, '')}#${encodeForm(fields)}`, contentType: undefined, body: '' }
}

export function formDelivery(url: string, fields: Pairs): Delivery {
  return { method: 'POST', url, contentType: 'application/x-www-form-urlencoded', body: encodeForm(fields) }
}

export function toCallbackRequest(delivery: Delivery, cookies: string): CallbackRequest {
  const { method, url, contentType, body } = delivery
  const headers = {
    ...(contentType !== undefined && { 'content-type': contentType }),
    origin: 'https://provider.example',
  }
  return { method, url, headers, body: Buffer.from(body).toString('base64'), cookies }
}

export function encodeForm(fields: Pairs): string {
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()
}

/** A form that is sent by GET loses the query of its address (HTML 4.10.21.3); a redirect has all in it. */
function withQuery(url: string, fields: Pairs): string {
  return `${url.replace(/\?.*$/s, '')}?${encodeForm(fields)}`
}

const boundary = '----form-boundary-of-the-suite'

function encodeAs(enctype: string | undefined, fields: Pairs): { readonly contentType: string; readonly body: string } {
  if (enctype === 'multipart/form-data') {
    const parts = fields.map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    return { contentType: `${enctype}; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` }
  }
  if (enctype === 'text/plain') {
    return { contentType: enctype, body: fields.map(([name, value]) => `${name}=${value}\r\n`).join('') }
  }
  return { contentType: enctype ?? 'application/x-www-form-urlencoded', body: encodeForm(fields) }
}
