import type { Answer } from './browser.ts'
import type { Json } from './recording.ts'

const comparedHeaders = ['Content-Type', 'Cache-Control', 'Pragma'] as const

/** Status, headers and body of an answer as the recordings write them: tokens and handles by their form. */
export function describeAnswer(answer: Answer): { readonly [member: string]: Json } {
  return { status: answer.status, headers: describeHeaders(answer), body: describeBody(answer) }
}

export function describeHeaders({ rawHeaders }: Answer): { readonly [member: string]: Json } {
  return Object.fromEntries(
    comparedHeaders.flatMap((name) => {
      const found = rawHeaders.find(([candidate]) => candidate.toLowerCase() === name.toLowerCase())
      return found ? [[name, found[1]] as const] : []
    }),
  )
}

export function describeBody({ body }: Answer): Json {
  return body.startsWith('{') ? describeValue(JSON.parse(body)) : body
}

function describeValue(value: Json): Json {
  if (typeof value === 'string') return describeText(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, describeValue(member)]))
}

/** The form of a token or handle, or the text itself. */
export function describeText(text: string): string {
  if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return '<jwt>'
  if (/^[0-9A-F]{64}-1$/.test(text)) return '<UPPER hex 66>'
  if (/^[0-9a-f]{64}$/.test(text)) return '<lower hex 64>'
  return text
}

export interface DecodedJwt {
  readonly header: { readonly [member: string]: Json }
  readonly payload: { readonly [member: string]: Json }
}

export function decodeJwt(jwt: string): DecodedJwt {
  const [header = '', payload = ''] = jwt.split('.')
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  return { header: decode(header), payload: decode(payload) }
}

/** Names of the header's members, names and types of the claims, in order. */
export function describeJwt(jwt: string): { readonly [member: string]: Json } {
  const { header, payload } = decodeJwt(jwt)
  const typeOf = (value: Json) => (Array.isArray(value) ? 'array' : typeof value)
  return {
    header: Object.keys(header),
    payload: Object.entries(payload).map(([name, value]) => `${name}:${typeOf(value)}`),
  }
}
