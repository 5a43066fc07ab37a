import type { Merchant, User } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../../http/exchange.ts'
import type { HeaderList } from '../../http/reply.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import type { Decision } from '../../world/sessions.ts'
import type { World } from '../../world/world.ts'
import { type Login, signIn } from './session.ts'

/** `--consent auto`: whether the request names somebody else than who is signed in. */
export function namesAnother({ world }: Exchange, request: AuthorizeRequest, { user }: Login): boolean {
  const named = namedUser(world, request)
  return named !== undefined && named.sub !== user.sub
}

/** Signs in the user whom `login_hint` or `merchant_vat` names, else the country's first one. */
export function autoLogin(
  exchange: Exchange,
  request: AuthorizeRequest,
  key: string,
): { login: Login; headers: HeaderList } {
  return signIn(exchange, chooseUser(exchange, request), key)
}

function namedUser(world: World, { loginHint, merchantVat }: AuthorizeRequest): User | undefined {
  const hinted = loginHint === undefined ? undefined : world.findUserByEmail(loginHint)
  const actsForVat = (user: User) => world.merchantsOf(user).some(({ vat }) => vat === merchantVat)
  return world.findActiveUser(hinted?.sub) ?? world.users.find((user) => user.active !== false && actsForVat(user))
}

function chooseUser({ world, country }: Exchange, request: AuthorizeRequest): User {
  const active = world.users.filter((user) => user.active !== false)
  const isOfCountry = (user: User) => world.merchantsOf(user).some((merchant) => merchant.country === country)
  const chosen = namedUser(world, request) ?? active.find(isOfCountry) ?? active[0]
  if (!chosen) throw new TypeError('Automatic consent needs at least one active user; the configuration has none.')
  return chosen
}

/** Consents to everything that was asked for, for the first merchant where none was named. */
export function autoDecide({ scopes }: AuthorizeRequest, merchants: readonly Merchant[]): Decision {
  const [first] = merchants
  return { consent: { granted: true, scopes }, ...(first ? { merchantId: first.merchantId } : {}) }
}
