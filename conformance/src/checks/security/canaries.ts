import { readPage } from '../../flow/page.ts'
import type { SeenExchange } from '../../run/evidence.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { type HttpRequest, type HttpResponse, type Pairs, pairsOf, textOf } from '../../subjects/http.ts'
import { loginsOf } from '../../subjects/logins-of.ts'
import type { Target } from '../../subjects/target.ts'

/** What may be in no report, by value: the name says what it is. */
export type Canaries = ReadonlyMap<string, string>

const secretNames: ReadonlySet<string> = new Set([
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
  'id_token',
  'password',
  'refresh_token',
])
/** A login page asks for a password, and has none: what else is secret comes by the page that posts it. */
const secretControl = new RegExp(
  `<input[^>]*name\\s*=\\s*["']?(?:${[...secretNames].filter((name) => name !== 'password').join('|')})\\b`,
  'i',
)
/** Shorter values are found by chance, and error codes are words. */
const isLong = (value: string) => value.length >= 16 && !/^[a-z_]+$/.test(value)

/** Everything secret of a run: what its logins are made with, and what passed under a secret name. */
export function canariesOf(target: Target, seen: readonly SeenExchange[]): Canaries {
  const given = loginsOf(target).flatMap(
    ({ clientSecret, password, loginHint, merchantVat }): Pairs => [
      ['client_secret', clientSecret],
      ['password', password ?? ''],
      ['e-mail address', loginHint],
      ['VAT number', merchantVat ?? ''],
    ],
  )
  const passed = seen.flatMap(({ request, response }) => [...sent(request), ...received(response)])
  // A challenge presented as a verifier is what everybody has seen already.
  const open = new Set(
    seen
      .flatMap(({ request }) => namedIn(request).filter(([name]) => name === 'code_challenge'))
      .map(([, value]) => value),
  )
  const named = [...given.filter(([, value]) => value.length >= 8), ...passed.filter(([, value]) => isLong(value))]
  return new Map(named.filter(([, value]) => !open.has(value)).map(([name, value]) => [value, name]))
}

function sent(request: HttpRequest): Pairs {
  const { headers = {} } = request
  const cookies = (headers.cookie ?? '').split('; ').map((cookie) => ['cookie', cookieValue(cookie)] as const)
  return [...secretIn(namedIn(request)), ...cookies]
}

function received(response: HttpResponse): Pairs {
  const text = textOf(response)
  // A parser that fails tells where, which for each page of a run takes longer than all its documents.
  const answer = text.trimStart().startsWith('{') ? lenientJson(response.body) : undefined
  const members = isObject(answer) ? Object.entries(answer).map(([name, value]) => [name, String(value)] as const) : []
  const controls = secretControl.test(text) ? readPage(text).forms.flatMap((form) => form.controls) : []
  const fields = controls.map(({ name, value }) => [name, value] as const)
  const cookies = response.headers.getSetCookie().map((cookie) => ['cookie', cookieValue(cookie)] as const)
  return [...secretIn([...members, ...fields, ...parametersOf(response.headers.get('location') ?? '')]), ...cookies]
}

function namedIn({ url, form = [] }: HttpRequest): Pairs {
  return [...pairsOf(form), ...parametersOf(url)]
}

function secretIn(pairs: Pairs): Pairs {
  return pairs.filter(([name]) => secretNames.has(name.toLowerCase()))
}

/** Of query and fragment. */
function parametersOf(address: string): Pairs {
  return address
    .split(/[?#]/)
    .slice(1)
    .flatMap((part): Pairs => [...new URLSearchParams(part)])
}

function cookieValue(cookie: string): string {
  return cookie.replace(/^[^=]*=/, '').replace(/;.*/s, '')
}
