/**
 * Another vendor's provider for the conformance suite: oidc-provider as its documentation sets it up, with the hybrid
 * flow, PKCE, refresh, revocation and introspection. In memory, on loopback, for tests alone. Prints one line when it
 * is ready.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testKeys } from '@mobilepay-oidc/fixtures'
import Provider from 'oidc-provider'
import { answerInteraction, isInteraction } from './interactions.ts'

const server = createServer()
const port = Number(process.argv[2] ?? 0)
server.listen(port, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = providerAt(issuer)
  const serve = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isInteraction(request)) void answerInteraction(provider, request, response)
    else void serve(request, response)
  })
  process.stdout.write(
    `${JSON.stringify({ event: 'ready', discoveryUrl: `${issuer}/.well-known/openid-configuration` })}\n`,
  )
})
process.once('SIGTERM', () => process.exit(0))

function providerAt(issuer: string): Provider {
  return new Provider(issuer, {
    scopes: ['openid', 'offline_access', 'invoice'],
    responseTypes: ['code id_token', 'code'],
    jwks: { keys: [testKeys.sandbox[0].privateKey] },
    cookies: { keys: ['conformance'] },
    pkce: { required: () => true },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
    },
    clients: ['integrator', 'integrator-other'].map((id) => ({
      client_id: id,
      client_secret: `${id}-secret`,
      redirect_uris: ['https://integrator.example/callback'],
      grant_types: ['authorization_code', 'implicit', 'refresh_token'],
      response_types: ['code id_token' as const, 'code' as const],
      token_endpoint_auth_method: 'client_secret_post' as const,
    })),
  })
}
