import type { HttpRequest } from '../../subjects/http.ts'
import { pairsOf } from '../../subjects/http.ts'
import type { TapedResponse, TapeEntry } from './tape-entry.ts'

const secretNames =
  /^(?:code|access_token|refresh_token|device_code|sid|session_state|.*(?:verificationtoken|csrf|antiforgery).*)$/i
const input = /<input\b[^>]*>/gi
const named = /\bname\s*=\s*(?:"([^"]*)"|'([^']*)')/i
const valued = /\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)')/i
const member = /"(\w+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g
const parameter = /[?&#](\w+)=([^&#\s"'<>]*)/g
const emailAddress = /[\w.+-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)+/gi

/** Tells of every value in an entry that gives access, or names a person. */
export function learnSecrets(entry: TapeEntry, learn: (value: string) => void): void {
  if (entry.kind === 'exchange' && entry.response) fromResponse(entry.response, learn)
  if (entry.kind !== 'visit') return
  for (const { request, response } of entry.hops ?? []) {
    fromRequest(request, learn)
    fromResponse(response, learn)
  }
  if (entry.arrival.kind !== 'callback') return
  for (const [name, value] of entry.arrival.fields) if (secretNames.test(name)) learn(value)
  fromText(entry.arrival.url, learn)
}

function fromRequest({ url, form = [], headers = {} }: HttpRequest, learn: (value: string) => void): void {
  fromText(url, learn)
  for (const [name, value] of pairsOf(form)) if (secretNames.test(name)) learn(value)
  for (const cookie of (headers.cookie ?? '').split(';')) learn(cookie.replace(/^[^=]*=/, '').trim())
}

function fromResponse({ headers, body }: TapedResponse, learn: (value: string) => void): void {
  for (const [name, value] of headers) {
    if (name === 'set-cookie') learn(value.replace(/^[^=]*=/, '').replace(/;.*/s, ''))
    else fromText(value, learn)
  }
  for (const [tag] of body.matchAll(input)) {
    const [, name = '', other = ''] = named.exec(tag) ?? []
    const [, double, single] = valued.exec(tag) ?? []
    if (secretNames.test(name || other)) learn(unescaped(double ?? single ?? ''))
  }
  for (const [, name = '', value = ''] of body.matchAll(member)) if (secretNames.test(name)) learn(value)
  fromText(body, learn)
}

function fromText(text: string, learn: (value: string) => void): void {
  for (const [, name = '', value = ''] of text.matchAll(parameter)) {
    if (secretNames.test(name) && !value.startsWith('eyJ')) learn(decoded(value))
  }
  for (const [address] of text.matchAll(emailAddress)) learn(address)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function unescaped(text: string): string {
  return text.replaceAll('&#x2B;', '+').replaceAll('&#43;', '+').replaceAll('&amp;', '&')
}
