// What the examples for frameworks have in common. examples/README.md says what the variables mean.
import {
  type CustomEnvironment,
  type EnvironmentName,
  MobilePayClient,
  newSealingKey,
  type ResponseMode,
} from '@mobilepay-oidc/client'

const {
  MOBILEPAY_ENVIRONMENT: environment,
  MOCK_URL: mock = 'http://localhost:4010',
  CLIENT_ID: clientId = 'integrator-local',
  CLIENT_SECRET: clientSecret = 'integrator-local-secret',
  REDIRECT_URI: redirectUri = 'http://localhost:3000/callback',
  SEALING_KEY: sealingKey = newSealingKey(),
  RESPONSE_MODE: mode,
  PORT: portText = '3000',
} = process.env

export const port = Number(portText)
export const responseMode: ResponseMode = mode === 'fragment' ? 'fragment' : 'form_post'

/** The mock, until MOBILEPAY_ENVIRONMENT says otherwise. */
const mockEnvironment: CustomEnvironment = {
  discoveryUrl: `${mock}/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration`,
  issuer: 'https://api.mobilepay.dk/merchant',
  apiUrl: `${mock}/api.sandbox.mobilepay.dk`,
  allowHttpOnLoopback: true,
}

export const mobilepay = await MobilePayClient.discover({
  environment: environment === undefined ? mockEnvironment : (environment as EnvironmentName),
  clientId,
  clientSecret,
  redirectUri,
  sealingKeys: [sealingKey],
})

export function announce(address: unknown): void {
  const taken = typeof address === 'object' && address !== null && 'port' in address ? address.port : port
  console.log(`Open http://localhost:${taken}/`)
}
