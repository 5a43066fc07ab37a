import type { ClientRegistration, User } from '@mobilepay-oidc/fixtures'
import type { Directory } from './directory.ts'
import { PeopleError } from './people-error.ts'
import type { WorldSettings } from './settings.ts'

/** A consent as it is asked for. */
export interface WantedConsent {
  readonly sub: string
  readonly clientId: string
  /** Left out, it is the user's only merchant, as in the flow. */
  readonly merchantId?: string | undefined
  readonly scopes: readonly string[]
}

interface PossibleConsent extends WantedConsent {
  readonly merchantId: string | undefined
}

type Parties = Pick<Directory, 'findUser' | 'users' | 'findClient' | 'clients' | 'merchantsOf'> & {
  readonly settings: WorldSettings
}

/**
 * Holds a consent against the people of its world: only what the user could have allowed may stand.
 * @throws PeopleError
 */
export function checkConsent(world: Parties, wanted: WantedConsent): PossibleConsent {
  const { sub, clientId, scopes } = wanted
  const user = world.findUser(sub)
  if (!user)
    throw unknown(
      'sub',
      sub,
      world.users.map((one) => one.sub),
    )
  const client = world.findClient(clientId)
  if (!client)
    throw unknown(
      'clientId',
      clientId,
      world.clients.map((one) => one.clientId),
    )
  checkScopes(client, scopes)
  return { sub, clientId, scopes, merchantId: merchantOf(world, user, wanted.merchantId) }
}

function checkScopes({ clientId, scopes: allowed }: ClientRegistration, scopes: readonly string[]): void {
  const foreign = scopes.find((scope) => !allowed.includes(scope))
  if (foreign === undefined) return
  throw new PeopleError(`The client ${clientId} may not ask for "${foreign}".`, 'scopes', allowed.join(', '))
}

/** As the flow chooses (fact `merchant-vat-missing`): the only one, else the one that is named. */
function merchantOf(world: Parties, user: User, merchantId: string | undefined): string | undefined {
  const ids = world.merchantsOf(user).map((merchant) => merchant.merchantId)
  if (merchantId !== undefined && !ids.includes(merchantId)) throw unknown('merchantId', merchantId, ids)
  if (merchantId !== undefined || ids.length < 2) return merchantId ?? ids[0]
  if (world.settings.switches.missingMerchantVat === 'none') return undefined
  throw new PeopleError(`${user.email} has several merchants: say for which one.`, 'merchantId', ids.join(', '))
}

function unknown(field: string, value: string, known: readonly string[]): PeopleError {
  return new PeopleError(`There is no ${field} "${value}" here.`, field, known.join(', '))
}
