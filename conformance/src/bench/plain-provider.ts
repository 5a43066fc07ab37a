import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testKeys } from '@mobilepay-oidc/fixtures'
import Provider, { interactionPolicy } from 'oidc-provider'

/**
 * The measure to compare with: oidc-provider as its documentation sets it up, doing the same flow with the same number
 * of requests and signatures. Prints one line of JSON when it is ready.
 */
const scopes = ['openid', 'offline_access', 'invoice']
const resource = 'https://api.plain.example'
const { privateKey } = testKeys.sandbox[0]

const policy = interactionPolicy.base()
policy.remove('login')
policy.get('consent')?.checks.clear()

const provider = new Provider('http://localhost', {
  scopes,
  responseTypes: ['code id_token'],
  jwks: { keys: [privateKey] },
  cookies: { keys: ['plain'] },
  pkce: { required: () => true },
  ttl: {
    AccessToken: 300,
    AuthorizationCode: 300,
    IdToken: 300,
    RefreshToken: 34_214_400,
    Session: 36_000,
    Grant: 34_214_400,
  },
  interactions: { policy, url: () => '/never' },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  features: {
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'invoice', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
    },
  },
  rotateRefreshToken: true,
  loadExistingGrant,
  clients: [
    {
      client_id: 'integrator',
      client_secret: 'integrator-secret',
      redirect_uris: ['https://integrator.example/callback'],
      grant_types: ['authorization_code', 'implicit', 'refresh_token'],
      response_types: ['code id_token'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
})

/** One standing grant, as the mock has after the first consent. */
let standing: string | undefined

async function loadExistingGrant() {
  const known = standing === undefined ? undefined : await provider.Grant.find(standing)
  if (known) return known
  const grant = new provider.Grant({ accountId: 'user', clientId: 'integrator' })
  grant.addOIDCScope('openid offline_access')
  grant.addResourceScope(resource, 'invoice')
  standing = await grant.save()
  return grant
}

/** Everybody is signed in: a session is put in place of the cookie's before the pipeline looks for one. */
provider.use(async (ctx, next) => {
  if (ctx.path === '/auth' && !ctx.get('cookie')) {
    const session = await provider.Session.get(ctx)
    session.loginAccount({ accountId: 'user' })
    await session.save(36_000)
    ctx.cookies.set('_session', session.jti, { signed: true, httpOnly: true })
    ctx.req.headers.cookie = ctx.res
      .getHeader('set-cookie')
      ?.toString()
      .replaceAll(/; [^,]*/g, '')
      .replaceAll(',', '; ')
  }
  await next()
})

const server = createServer(provider.callback())
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  process.stdout.write(`${JSON.stringify({ authorize: `${url}/auth`, token: `${url}/token` })}\n`)
})
process.once('SIGTERM', () => process.exit(0))
