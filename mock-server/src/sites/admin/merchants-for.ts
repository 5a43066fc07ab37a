import type { Merchant } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../../http/exchange.ts'
import type { Login } from './session.ts'

/** The merchants that whoever is signed in may act for. */
export function merchantsFor({ world, faults }: Exchange, login: Login | undefined): readonly Merchant[] {
  return login ? faults.at('merchants', world.merchantsOf(login.user)) : []
}
