import { fieldOf, isAnswered } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext, JsonObject } from '../check-context.ts'
import { judge } from '../outcome.ts'
import { onEveryToken, type Place, places, readablePair, type SweptCase } from './issued.ts'

/** OIDCC 5.1 but for sub, and what MobilePay knows of merchants. */
const personal = `name given_name family_name middle_name nickname preferred_username profile picture website email
  email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at username
  upn unique_name merchant_id merchant_vat`.split(/\s+/)

const emailAddress = /[^\s"@]+@[^\s"@]+\.[a-z]{2,}/i
/** The user's name with the provider, and what is random: they may hold anything. */
const ofChance = ['sub', 'nonce', 'jti', 'sid']

/** OIDCC 2, 3.1.3.6, 3.3.2.11; RFC 7519 4.1; OpenID Connect Session Management and Front-Channel Logout. */
const registered = `iss sub aud exp nbf iat jti auth_time nonce acr amr azp at_hash c_hash s_hash sid`.split(' ')

/** What MobilePay's tokens have, in both generations. */
const usual: Readonly<Record<Place, readonly string[]>> = {
  front: 'nbf exp iss aud nonce iat c_hash sub auth_time idp amr'.split(' '),
  back: 'nbf exp iss aud nonce iat at_hash sub auth_time idp amr'.split(' '),
}

/** I-30, I-33: claims that should not be there, and claims that nobody knows. */
export const claims: readonly CheckDefinition[] = [
  onEveryToken({
    id: 'I-30',
    title:
      'The ID token in front, and MobilePay’s behind, tells nothing of the person beyond sub; no token holds another',
    spec: 'OIDCC 3.3.3.6, 5.7, 17; RFC 9700 4.3',
    level: 'SHOULD',
    part: 'payload',
    expected: 'no claim of OIDCC 5.1 but sub, no e-mail address, no VAT number, no code and no token',
    remedy: 'Give personal claims out at the token endpoint or at UserInfo: the front ID token passes the browser.',
    problemsOf: ({ token, place, login, context }) => [
      ...credentialProblems(token.claims, login),
      // Behind, claims may be told that a scope asks for (OIDCC 5.4); MobilePay has no such scope.
      ...(place === 'front' || context.environment ? personalProblems(token.claims, toldBy(context, login)) : []),
    ],
  }),
  {
    id: 'I-33',
    title: 'The claims are those that are known',
    spec: 'OIDCC 2',
    level: 'MAY',
    sandbox: 'human-login',
    async run(context) {
      const login = await readablePair(context)
      const drift = places.flatMap((place) => {
        const names = Object.keys(login[place].claims)
        const known = context.environment ? usual[place] : registered
        const strange = names.filter((name) => !known.includes(name)).map((name) => `${place}: ${name} is new`)
        const gone = context.environment ? known.filter((name) => !names.includes(name)) : []
        return [...strange, ...gone.map((name) => `${place}: ${name} is gone`)]
      })
      return judge(drift.length === 0, {
        expected: context.environment ? usual : registered,
        actual: drift.length === 0 ? 'the known claims' : drift,
        remedy: 'Tell integrators when claims come or go.',
      })
    },
  },
]

/** ID tokens come back in id_token_hint, by the browser and its history (OIDCC 3.1.2.1). */
function credentialProblems(claims: JsonObject, { attempt, tokens }: SweptCase['login']): readonly string[] {
  const credentials = Object.entries({
    'the code': isAnswered(attempt) ? fieldOf(attempt.arrival, 'code') : undefined,
    'the access token': tokens?.accessToken,
    'the refresh token': tokens?.refreshToken,
  })
  return Object.entries(claims).flatMap(([name, value]) => {
    const text = JSON.stringify(value)
    return credentials
      .filter(([, credential]) => isTelling(credential) && text.includes(credential))
      .map(([what]) => `${name} holds ${what}`)
  })
}

/** What the person typed, and whom the person stands for. */
function toldBy({ flow }: CheckContext, { attempt }: SweptCase['login']): readonly string[] {
  const { loginHint, merchantVat } = flow.login()
  return [loginHint, merchantVat, attempt.request.get('merchant_vat')].filter(isTelling)
}

function personalProblems(claims: JsonObject, told: readonly string[]): readonly string[] {
  return Object.entries(claims).flatMap(([name, value]) => {
    if (personal.includes(name)) return [`${name} is there`]
    // E-mail addresses are given to others in time, so they name nobody (OIDCC 2, 5.7).
    if (name === 'sub' && emailAddress.exec(String(value))?.[0] === value) return ['sub is an e-mail address']
    const text = JSON.stringify(value)
    const tells = emailAddress.test(text) || told.some((secret) => text.includes(secret))
    return tells && !ofChance.includes(name) ? [`${name} tells of the person or the merchant`] : []
  })
}

/** Long enough not to be found by chance. */
function isTelling(text: string | undefined): text is string {
  return text !== undefined && text.length >= 6
}
