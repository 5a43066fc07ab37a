import type { SiteRole } from '@mobilepay-oidc/fixtures'
import type { Exchange } from '../http/exchange.ts'
import type { Reply } from '../http/reply.ts'
import { authorize, authorizeCallback } from './admin/authorize-endpoint.ts'
import { backchannelAuthentication } from './admin/ciba-endpoint.ts'
import { consent } from './admin/consent-endpoint.ts'
import { errorPage } from './admin/error-endpoint.ts'
import { login } from './admin/login-endpoint.ts'
import { endSession, logout } from './admin/logout-endpoints.ts'
import { merchant } from './admin/merchant-endpoint.ts'
import { introspection } from './authentication/introspection-endpoint.ts'
import { jwks } from './authentication/jwks-endpoint.ts'
import { revocation } from './authentication/revocation-endpoint.ts'
import { token } from './authentication/token-endpoint.ts'
import { discovery } from './discovery-endpoint.ts'
import { merchantsMe } from './products/merchants-me.ts'

export type Handler = (exchange: Exchange) => Reply | Promise<Reply>

/** Every path of the provider below its site's base, in lower case: ASP.NET compares without regard to it. */
export const routes: Readonly<Record<SiteRole, Readonly<Record<string, Handler>>>> = {
  admin: {
    '/.well-known/openid-configuration': discovery,
    '/connect/authorize': authorize,
    '/connect/authorize/callback': authorizeCallback,
    '/connect/endsession': endSession,
    '/connect/ciba': backchannelAuthentication,
    '/account/login': login,
    '/account/logout': logout,
    '/consent': consent,
    '/merchant': merchant,
    '/home/error': errorPage,
  },
  authentication: {
    '/.well-known/openid-configuration': discovery,
    '/.well-known/openid-configuration/jwks': jwks,
    '/connect/token': token,
    '/connect/revocation': revocation,
    '/connect/introspect': introspection,
  },
  products: {
    '/invoice-restapi/api/v1/merchants/me': merchantsMe,
  },
}
