import type { Merchant, User } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../../http/exchange.ts'
import type { HeaderList } from '../../http/reply.ts'
import type { AuthorizeRequest } from '../../rules/authorize/authorize-request.ts'
import type { Decision } from '../../world/sessions.ts'
import { type Login, signIn } from './session.ts'

/** `--consent auto`: signs in the user whom `login_hint` or `merchant_vat` names, else the country's first one. */
export function autoLogin(
  exchange: Exchange,
  request: AuthorizeRequest,
  key: string,
): { login: Login; headers: HeaderList } {
  return signIn(exchange, chooseUser(exchange, request), key)
}

function chooseUser({ world, country }: Exchange, { loginHint, merchantVat }: AuthorizeRequest): User {
  const active = world.users.filter((user) => user.active !== false)
  const actsFor = (test: (merchant: Merchant) => boolean) => (user: User) => world.merchantsOf(user).some(test)
  const chosen =
    (loginHint === undefined ? undefined : world.findUserByEmail(loginHint)) ??
    active.find(actsFor(({ vat }) => vat === merchantVat)) ??
    active.find(actsFor((merchant) => merchant.country === country)) ??
    active[0]
  if (!chosen) throw new TypeError('Automatic consent needs at least one active user; the configuration has none.')
  return chosen
}

/** Consents to everything that was asked for, for the first merchant where none was named. */
export function autoDecide({ scopes }: AuthorizeRequest, merchants: readonly Merchant[]): Decision {
  const [first] = merchants
  return { consent: { granted: true, scopes }, ...(first ? { merchantId: first.merchantId } : {}) }
}
