// Generated from fixtures/environments.json by scripts/generate-environments.ts; do not edit.

export const builtInEnvironments = {
  'sandbox-dk': {
    discoveryUrl: 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration',
    issuer: 'https://api.mobilepay.dk/merchant',
    apiUrl: 'https://api.sandbox.mobilepay.dk',
    hosts: ['sandprod-admin.mobilepay.dk', 'api.sandbox.mobilepay.dk'],
  },
  'sandbox-fi': {
    discoveryUrl: 'https://sandprod-admin.mobilepay.fi/account/.well-known/openid-configuration',
    issuer: 'https://api.mobilepay.dk/merchant',
    apiUrl: 'https://api.sandbox.mobilepay.dk',
    hosts: ['sandprod-admin.mobilepay.fi', 'api.sandbox.mobilepay.dk'],
  },
  'production-dk': {
    discoveryUrl: 'https://admin.mobilepay.dk/account/.well-known/openid-configuration',
    issuer: 'https://api.mobilepay.dk/merchant',
    apiUrl: 'https://api.mobilepay.dk',
    hosts: ['admin.mobilepay.dk', 'api.mobilepay.dk'],
  },
  'production-fi': {
    discoveryUrl: 'https://admin.mobilepay.fi/account/.well-known/openid-configuration',
    issuer: 'https://api.mobilepay.dk/merchant',
    apiUrl: 'https://api.mobilepay.dk',
    hosts: ['admin.mobilepay.fi', 'api.mobilepay.dk'],
  },
} as const

export type BuiltInEnvironmentName = keyof typeof builtInEnvironments
