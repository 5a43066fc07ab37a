import type { SiteRole } from '@mobilepay-oidc/fixtures'

const labels = {
  admin: {
    '/.well-known/openid-configuration': 'discovery',
    '/connect/authorize': 'authorize',
    '/connect/authorize/callback': 'authorize-callback',
    '/connect/endsession': 'end-session',
    '/connect/ciba': 'ciba',
    '/account/login': 'login',
    '/account/logout': 'logout',
    '/consent': 'consent',
    '/merchant': 'merchant',
    '/home/error': 'error-page',
  },
  authentication: {
    '/.well-known/openid-configuration': 'discovery',
    '/.well-known/openid-configuration/jwks': 'jwks',
    '/connect/token': 'token',
    '/connect/revocation': 'revocation',
    '/connect/introspect': 'introspection',
  },
  products: { '/invoice-restapi/api/v1/merchants/me': 'merchants-me' },
} as const

type Labels = typeof labels
type LabelsOf<Role extends keyof Labels> = Labels[Role][keyof Labels[Role]]

/** What an address is for. `api` is any other path of the product APIs, `unknown` any other of the provider. */
export type EndpointLabel = { [Role in keyof Labels]: LabelsOf<Role> }[keyof Labels] | 'api' | 'unknown'

/** Names the endpoint of a path below its site's base. */
export function endpointLabel(role: SiteRole, path: string): EndpointLabel {
  const known: Readonly<Record<string, EndpointLabel>> = labels[role]
  return known[path.toLowerCase().replace(/\/$/, '')] ?? (role === 'products' ? 'api' : 'unknown')
}

export const endpointLabels: readonly EndpointLabel[] = [
  ...new Set([...Object.values(labels).flatMap((byPath) => Object.values(byPath)), 'api', 'unknown'] as const),
]
