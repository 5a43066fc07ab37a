import type { ClientRegistration, Merchant, User } from '@mobilepay-oidc/fixtures'
import type { WorldSeeds } from './directory.ts'
import { PeopleError } from './people-error.ts'

/** @throws PeopleError where country and VAT number disagree. */
export function checkMerchant({ merchantId, vat, country }: Merchant): void {
  if (vat.startsWith(country)) return
  throw new PeopleError(
    `The merchant ${merchantId} is in ${country}, its VAT number is ${vat}.`,
    'merchant.vat',
    `${country} and eight digits`,
  )
}

/** @throws PeopleError where a merchant is unknown, or somebody else logs in with that e-mail. */
export function checkUser(user: User, others: readonly User[], merchants: readonly Merchant[]): void {
  const known = merchants.map(({ merchantId }) => merchantId)
  const missing = user.merchants.find((id) => !known.includes(id))
  if (missing !== undefined) {
    throw new PeopleError(
      `${user.email} has the unknown merchant ${missing}. Add the merchant first.`,
      'user.merchants',
      known.join(', '),
    )
  }
  const email = user.email.toLowerCase()
  const other = others.find((one) => one.sub !== user.sub && one.email.toLowerCase() === email)
  if (other) {
    throw new PeopleError(
      `${user.email} is the e-mail of the user ${other.sub}. People log in with it, so give each their own.`,
      'user.email',
      'an e-mail that no other user has',
    )
  }
}

/** @throws PeopleError where a redirect URI is no absolute address, which no request could match. */
export function checkClient({ clientId, redirectUris }: ClientRegistration): void {
  const broken = redirectUris.find((uri) => !URL.canParse(uri))
  if (broken === undefined) return
  throw new PeopleError(
    `The client ${clientId} has the redirect URI "${broken}".`,
    'client.redirectUris',
    'absolute addresses, such as https://integrator.example/callback',
  )
}

/**
 * Holds the lists that were given against each other and against those that were not.
 * @throws PeopleError
 */
export function checkSeeds(given: Partial<WorldSeeds>, whole: WorldSeeds): void {
  const { merchants = [], users = [], clients = [] } = given
  checkOnce(
    'merchants',
    merchants.map(({ merchantId }) => merchantId),
  )
  checkOnce(
    'users',
    users.map(({ sub }) => sub),
  )
  checkOnce(
    'clients',
    clients.map(({ clientId }) => clientId),
  )
  for (const merchant of merchants) checkMerchant(merchant)
  for (const user of users) checkUser(user, users, whole.merchants)
  for (const client of clients) checkClient(client)
}

function checkOnce(field: string, ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated !== undefined) throw new PeopleError(`"${repeated}" is in ${field} twice.`, field, 'each id once')
}
