import { type HttpRequest, type Pairs, pairsOf, type Send, textOf } from '../src/subjects/http.ts'
import type { UnlistedDefect } from './support/unlisted-defect.ts'

const antiForgery = '__RequestVerificationToken'
const tokenIn = (page: string) =>
  new RegExp(`name="${antiForgery}"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="${antiForgery}"`).exec(page)
const seedIn = (cookies: string) => /antiforgery[^=]*=([^;,]+)/.exec(cookies)?.[1]

/** Some forms are taken as if they carried the token of the browser that sends them. */
function forgiving(isForgiven: (request: HttpRequest) => boolean): (send: Send) => Send {
  return (send) => {
    const tokens = new Map<string, string>()
    return async (request) => {
      const { headers = {} } = request
      const own = tokens.get(seedIn(headers.cookie ?? '') ?? '')
      const isTaken = own !== undefined && request.method === 'POST' && isForgiven(request)
      const response = await send(isTaken ? withToken(request, own) : request)
      const seed = seedIn(response.headers.getSetCookie().join()) ?? seedIn(headers.cookie ?? '')
      const [, one, other] = tokenIn(textOf(response)) ?? []
      if (seed !== undefined) tokens.set(seed, one ?? other ?? tokens.get(seed) ?? '')
      return response
    }
  }
}

function withToken({ method, url, headers, form, body = '' }: HttpRequest, own: string): HttpRequest {
  const { 'content-type': type = '', ...others } = headers ?? {}
  const fields = form ? pairsOf(form) : fieldsIn(type, String(body))
  return {
    method,
    url,
    headers: others,
    form: [...fields.filter(([name]) => name !== antiForgery), [antiForgery, own]],
  }
}

function fieldsIn(type: string, body: string): Pairs {
  const form = type.startsWith('text/plain') ? /^([^=\r\n]+)=(.*)$/gm : /name="([^"]+)"\r\n\r\n(.*)$/gm
  return Array.from(body.matchAll(form), ([, name = '', value = '']) => [name, value.trimEnd()] as const)
}

/** Defects of the protection of forms that no list names. */
export const unlistedForms: readonly UnlistedDefect[] = [
  ...['S-16', 'S-17'].map((seenBy) => ({
    defect: 'a form token of another browser',
    seenBy,
    alter: forgiving((request) => pairsOf(request.form ?? []).some(([name]) => name === antiForgery)),
  })),
  ...['multipart/form-data', 'text/plain'].flatMap((type) =>
    ['S-16', 'S-17'].map((seenBy) => ({
      defect: `no form token needed as ${type}`,
      seenBy,
      alter: forgiving(({ headers = {} }) => headers['content-type']?.startsWith(type) ?? false),
    })),
  ),
]
