import type { CustomEnvironment, EnvironmentName } from '@mobilepay-oidc/client'

const { MOBILEPAY_ENVIRONMENT: name, MOCK_URL: mock = 'http://localhost:4010' } = process.env

const mockEnvironment: CustomEnvironment = {
  discoveryUrl: `${mock}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`,
  issuer: 'https://api.mobilepay.dk/merchant',
  apiUrl: `${mock}/api.sandbox.mobilepay.dk`,
  allowHttpOnLoopback: true,
}

/** The mock, until MOBILEPAY_ENVIRONMENT names one of MobilePay's. */
export const environment = name === undefined ? mockEnvironment : (name as EnvironmentName)
