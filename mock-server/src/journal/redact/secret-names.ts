/**
 * Which names stand for secrets, by their letters alone: `client_secret`, `Client-Secret`, `clientSecret` and
 * `form[client_secret]` are one. The longest ending wins and gives the label of the fingerprint.
 */
const labelByEnding: readonly (readonly [ending: string, label: string])[] = [
  ['requestverificationtoken', 'anti-forgery'],
  ['xibmclientsecret', 'ibm_client_secret'],
  ['authorizationcode', 'code'],
  ['subscriptionkey', 'api_key'],
  ['clientassertion', 'client_assertion'],
  ['authorization', 'authorization'],
  ['refreshtoken', 'refresh_token'],
  ['clientsecret', 'client_secret'],
  ['codeverifier', 'code_verifier'],
  ['accesstoken', 'access_token'],
  ['idtokenhint', 'id_token_hint'],
  ['passphrase', 'password'],
  ['privatekey', 'private_key'],
  ['devicecode', 'device_code'],
  ['authreqid', 'auth_req_id'],
  ['assertion', 'assertion'],
  ['password', 'password'],
  ['usercode', 'user_code'],
  ['authcode', 'code'],
  ['idtoken', 'id_token'],
  ['apikey', 'api_key'],
  ['passwd', 'password'],
  ['cookie', 'cookie'],
  ['secret', 'secret'],
  ['token', 'token'],
  ['pwd', 'password'],
]

/** Words before `code` that make it harmless. */
const harmlessCodes = /^(error|status|country|currency|language|postal|zip|vat|reason|http)$/

/** `null`: judged, and no secret. */
const known = new Map<string, string | null>()

/** What kind of secret a value of that name is; undefined where it is none. */
export function secretLabel(name: string): string | undefined {
  const found = known.get(name)
  if (found !== undefined) return found ?? undefined
  const label = judge(name)
  // Names repeat; what a caller makes up must not pile up.
  if (name.length <= 64 && known.size < 500) known.set(name, label ?? null)
  return label
}

function judge(name: string): string | undefined {
  const words = name.toLowerCase().match(/[a-z]+/g) ?? []
  if (words.at(-1) === 'code') return harmlessCodes.test(words.at(-2) ?? '') ? undefined : 'code'
  const letters = words.join('')
  return labelByEnding.find(([ending]) => letters.endsWith(ending))?.[1]
}
