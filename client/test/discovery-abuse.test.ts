import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { MobilePayClient, type MobilePayClientOptions } from '../src/index.ts'
import { startInvoice } from './support/harness.ts'
import { makeKey, sign } from './support/sign.ts'

const issuer = 'https://api.mobilepay.dk/merchant'
const json = { 'content-type': 'application/json' }
const mebibyte = 1024 * 1024

type Misbehavior = (response: ServerResponse) => void

/** A real server on a real socket, since decompression and slowness happen below `fetch`. */
async function startServer(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const document = (origin: string) => ({
  issuer,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/jwks`,
  response_types_supported: ['code id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

/** A provider of which one endpoint misbehaves, and how often each was asked. */
async function provider(path: string, misbehave: Misbehavior) {
  const asked: string[] = []
  const server = await startServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x')
    asked.push(pathname)
    if (pathname === path) return misbehave(response)
    response.writeHead(200, json).end(JSON.stringify(document(server.origin)))
  })
  return { ...server, asked }
}

function discover(origin: string, changes: Partial<MobilePayClientOptions> = {}) {
  return MobilePayClient.discover({
    environment: { discoveryUrl: `${origin}/discovery`, issuer, apiUrl: `${origin}/api`, allowHttpOnLoopback: true },
    clientId: 'integrator',
    clientSecret: 'secret',
    redirectUri: 'https://integrator.example/callback',
    ...changes,
  })
}

const bomb = gzipSync(Buffer.alloc(64 * mebibyte, ' '))

const misbehaviors: readonly [string, string, Misbehavior][] = [
  ['an empty body', 'discovery-invalid', (r) => r.writeHead(200, json).end()],
  ['garbage', 'discovery-invalid', (r) => r.writeHead(200, json).end('\u0000\uFFFDgarbage')],
  [
    'a body that is cut off',
    'request-failed',
    (r) => r.writeHead(200, { ...json, 'content-length': '900' }).write('{', () => r.destroy()),
  ],
  [
    'ten megabytes that say so',
    'response-unexpected',
    (r) => r.writeHead(200, json).end(Buffer.alloc(10 * mebibyte, ' ')),
  ],
  [
    'a compressed bomb',
    'response-unexpected',
    (r) => r.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
  ],
  ['an endless body', 'response-unexpected', endless],
  ['500', 'service-unavailable', (r) => r.writeHead(500, json).end('{}')],
  ['a redirect to another host', 'redirect-refused', (r) => r.writeHead(302, { location: 'http://127.0.0.2/' }).end()],
  ['a redirect to itself', 'redirect-refused', (r) => r.writeHead(307, { location: '/discovery' }).end()],
  ['a broken connection', 'request-failed', (r) => r.destroy()],
]

function endless(response: ServerResponse): void {
  response.writeHead(200, json)
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  }
  response.on('drain', more)
  more()
}

describe('a discovery document that is', () => {
  it.each(misbehaviors)('%s is refused', async (_, code, misbehave) => {
    await using server = await provider('/discovery', misbehave)
    await expect(discover(server.origin)).rejects.toMatchObject({ code })
    expect(server.asked).toEqual(['/discovery'])
  })

  it.each(['issuer', 'token_endpoint'])(
    'has %s twice is refused, also where the right one comes last',
    async (member) => {
      await using server = await startServer((_, response) => {
        const text = JSON.stringify(document(server.origin)).slice(1)
        response.writeHead(200, json).end(`{"${member}":"https://evil.example",${text}`)
      })
      const refused = { code: 'discovery-invalid', details: { member, reason: 'there twice' } }
      await expect(discover(server.origin)).rejects.toMatchObject(refused)
    },
  )

  it('held back is given up, however much of it has come', async () => {
    await using server = await provider('/discovery', (response) => void response.writeHead(200, json).write('{'))
    await expect(discover(server.origin, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'request-timed-out' })
  })
})

describe('a key set that is', () => {
  const publicKey = JSON.stringify({ kty: 'RSA', kid: 'KEY', use: 'sig', n: 'q'.repeat(342), e: 'AQAB' })
  const jwks: readonly [string, string, Misbehavior][] = [
    ...misbehaviors.map(([name, code, misbehave]): [string, string, Misbehavior] => [
      name,
      code === 'discovery-invalid' ? 'response-unexpected' : code,
      misbehave,
    ]),
    ['without keys', 'response-unexpected', (r) => r.writeHead(200, json).end('{"keys":[]}')],
    ['no set', 'response-unexpected', (r) => r.writeHead(200, json).end('{"keys":{"kty":"RSA"}}')],
    ['there twice', 'response-unexpected', (r) => r.writeHead(200, json).end(`{"keys":[],"keys":[${publicKey}]}`)],
    [
      'of a key with two kids',
      'response-unexpected',
      (r) => r.writeHead(200, json).end(`{"keys":[${publicKey.replace('{', '{"kid":"other",')}]}`),
    ],
    ['not public', 'response-unexpected', (r) => r.writeHead(200, json).end('{"keys":[{"kty":"RSA","d":"AQ"}]}')],
  ]

  it.each(jwks)('%s is refused, and no code is redeemed', async (_, code, misbehave) => {
    await using server = await provider('/jwks', misbehave)
    const client = await discover(server.origin)
    const consent = await startInvoice(client)
    const key = await makeKey('KEY')
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: issuer,
      aud: 'integrator',
      sub: 's',
      iat: now,
      exp: now + 300,
      nonce: consent.nonce,
      c_hash: 'x',
    }
    const body = new URLSearchParams({ code: 'c', state: consent.state, id_token: await sign(claims, key) })
    await expect(client.completeConsent(body.toString(), consent)).rejects.toMatchObject({ code })
    expect(server.asked).toEqual(['/discovery', '/jwks'])
  })
})
