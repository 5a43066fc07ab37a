import {
  apiResources,
  type ClientRegistration,
  clients,
  type EnvironmentName,
  environments,
  merchants,
  type User,
  users,
} from '@mobilepay-oidc/fixtures'
import type { AutomaticLogin } from './target.ts'

/** The logins that a mock's seeds allow in one country. */
export interface SeededLogins {
  /** A one-time client, and a user with one merchant. */
  readonly main: AutomaticLogin
  /** Another client, and another user. */
  readonly other: AutomaticLogin
  readonly reuse: AutomaticLogin
  readonly narrow: AutomaticLogin
  readonly severalMerchants: AutomaticLogin & { readonly otherVat: string }
  readonly otherCountry: AutomaticLogin
  readonly api: { readonly id: string; readonly secret: string }
  readonly disabledClientId: string
  readonly redirectUriOfAnother: string
}

const scopes = ['openid', 'invoice', 'offline_access']

/** @throws Error where the seeds lack what the suite needs: a mistake in fixtures/seeds. */
export function seededLogins(environment: EnvironmentName): SeededLogins {
  const { country } = environments[environment]
  const vatsOf = (user: User) =>
    merchants.filter(({ merchantId }) => user.merchants.includes(merchantId)).map(({ vat }) => vat)
  const ofCountry = users.filter((user) => vatsOf(user).every((vat) => vat.startsWith(country)))
  const single = found(ofCountry.find((user) => vatsOf(user).length === 1))
  const several = found(ofCountry.find((user) => vatsOf(user).length > 1))
  const foreign = found(users.find((user) => vatsOf(user).length === 1 && !ofCountry.includes(user)))
  const [vat, otherVat] = vatsOf(several)
  const api = found(apiResources.find((resource) => resource.scopes.includes('invoice')))
  const hybrid = clients.filter(({ enabled, grantTypes }) => enabled && grantTypes.includes('hybrid'))
  const full = hybrid.filter((client) => client.scopes.includes('offline_access'))
  const oneTime = found(full.find(({ refreshTokenUsage }) => refreshTokenUsage === 'OneTime'))
  const narrow = found(hybrid.find((client) => !client.scopes.includes('offline_access')))
  const reuse = found(full.find(({ refreshTokenUsage }) => refreshTokenUsage === 'ReUse'))
  return {
    main: loginOf(oneTime, single, vatsOf(single)[0]),
    other: loginOf(reuse, several, vat),
    reuse: loginOf(reuse, single, vatsOf(single)[0]),
    narrow: { ...loginOf(narrow, single, vatsOf(single)[0]), scopes: narrow.scopes },
    severalMerchants: { ...loginOf(oneTime, several, vat), otherVat: found(otherVat) },
    otherCountry: loginOf(oneTime, foreign, vatsOf(foreign)[0]),
    api: { id: api.name, secret: api.secret },
    disabledClientId: found(clients.find(({ enabled }) => !enabled)).clientId,
    redirectUriOfAnother: found(
      clients
        .flatMap(({ redirectUris }) => redirectUris)
        .find((uri) => ![oneTime, reuse].some(({ redirectUris }) => redirectUris.includes(uri))),
    ),
  }
}

function loginOf(client: ClientRegistration, user: User, merchantVat: string | undefined): AutomaticLogin {
  const [redirectUri, ...moreRedirectUris] = client.redirectUris
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    redirectUri: found(redirectUri),
    moreRedirectUris,
    loginHint: user.email,
    password: user.password,
    merchantVat,
    scopes,
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error('The seeds of the mock lack a client, user or merchant that the suite needs.')
  return value
}
