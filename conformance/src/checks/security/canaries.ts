import { readPage } from '../../flow/page.ts'
import type { SeenExchange } from '../../run/evidence.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { type HttpRequest, type HttpResponse, type Pairs, pairsOf, textOf } from '../../subjects/http.ts'
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
/** Shorter values are found by chance, and error codes are words. */
const isLong = (value: string) => value.length >= 16 && !/^[a-z_]+$/.test(value)

/** Everything secret of a run: what its logins are made with, and what passed under a secret name. */
export function canariesOf({ login, lab }: Target, seen: readonly SeenExchange[]): Canaries {
  const logins = [login, lab?.other, lab?.reuse, lab?.severalMerchants].flatMap((one) => one ?? [])
  const given = logins.flatMap(
    ({ clientSecret, password, loginHint, merchantVat }): Pairs => [
      ['client_secret', clientSecret],
      ['password', password ?? ''],
      ['e-mail address', loginHint],
      ['VAT number', merchantVat ?? ''],
    ],
  )
  const passed = seen.flatMap(({ request, response }) => [...sent(request), ...received(response)])
  const named = [...given.filter(([, value]) => value.length >= 8), ...passed.filter(([, value]) => isLong(value))]
  return new Map(named.map(([name, value]) => [value, name]))
}

function sent({ url, headers = {}, form = [] }: HttpRequest): Pairs {
  const cookies = (headers.cookie ?? '').split('; ').map((cookie) => ['cookie', cookieValue(cookie)] as const)
  return [...secretIn([...pairsOf(form), ...parametersOf(url)]), ...cookies]
}

function received(response: HttpResponse): Pairs {
  const text = textOf(response)
  const answer = lenientJson(response.body)
  const members = isObject(answer) ? Object.entries(answer).map(([name, value]) => [name, String(value)] as const) : []
  const controls = text.includes('<input') ? readPage(text).forms.flatMap((form) => form.controls) : []
  const fields = controls.map(({ name, value }) => [name, value] as const)
  const cookies = response.headers.getSetCookie().map((cookie) => ['cookie', cookieValue(cookie)] as const)
  return [...secretIn([...members, ...fields, ...parametersOf(response.headers.get('location') ?? '')]), ...cookies]
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
