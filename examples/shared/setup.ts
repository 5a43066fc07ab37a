// What the examples for frameworks have in common. examples/README.md says what the variables mean.
import { MobilePayClient, newSealingKey, type ResponseMode } from '@mobilepay-oidc/client'
import { environment } from './environment.ts'

const {
  CLIENT_ID: clientId = 'integrator-local',
  CLIENT_SECRET: clientSecret = 'integrator-local-secret',
  REDIRECT_URI: redirectUri = 'http://localhost:3000/callback',
  SEALING_KEY: sealingKey = newSealingKey(),
  RESPONSE_MODE: mode,
  PORT: portText = '3000',
  HOST: hostText = 'localhost',
} = process.env

export const port = Number(portText)
export const host = hostText
export const responseMode: ResponseMode = mode === 'fragment' ? 'fragment' : 'form_post'

export const mobilepay = await MobilePayClient.discover({
  environment,
  clientId,
  clientSecret,
  redirectUri,
  sealingKeys: [sealingKey],
})

export function announce(address: unknown): void {
  const taken = typeof address === 'object' && address !== null && 'port' in address ? address.port : port
  console.log(`Open http://localhost:${taken}/`)
}
