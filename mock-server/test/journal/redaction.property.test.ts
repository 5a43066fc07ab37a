import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FinishedExchange } from '../../src/journal/exchange-record.ts'
import { Journal } from '../../src/journal/journal.ts'
import { canaries, encoders, secretNames, tracesIn } from './canaries.ts'
import { createWorlds } from './create-worlds.ts'

const world = createWorlds().default
const form = 'application/x-www-form-urlencoded'

const plain: FinishedExchange = {
  at: 0,
  startedAt: 0,
  durationMs: 1,
  requestId: '0HN:00000001',
  world: 'default',
  environment: 'sandbox-dk',
  role: 'authentication',
  method: 'POST',
  host: 'api.sandbox.mobilepay.dk',
  base: '/merchant-authentication-openidconnect',
  path: '/connect/token',
  query: '',
  rawHeaders: [],
  body: undefined,
  reply: undefined,
  decisions: [],
}

/** What the journal keeps of an exchange, in every form in which it gives it out. */
function kept(changes: Partial<FinishedExchange>): string {
  const journal = new Journal()
  journal.close({ ...plain, ...changes }, world)
  return [...journal.ndjson(), JSON.stringify(journal.find())].join('\n')
}

const request = (contentType: string, body: string, more: readonly string[] = []): Partial<FinishedExchange> => ({
  rawHeaders: ['Content-Type', contentType, ...more],
  body: Buffer.from(body),
})
const reply = (contentType: string, body: string, headers: readonly (readonly [string, string])[] = []) => ({
  reply: { status: 200, headers: [['Content-Type', contentType] as const, ...headers], body },
})
const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`)

interface Told {
  readonly secret: string
  readonly name: string
  readonly encode: (text: string) => string
}

/** Every place where a secret may stand. */
const places: Readonly<Record<string, (told: Told) => Partial<FinishedExchange>>> = {
  form: ({ name, secret, encode }) => request(form, `grant_type=x&${name}=${encode(secret)}&scope=openid`),
  'form without type': ({ name, secret, encode }) => request('', `${name}=${encode(secret)}`),
  query: ({ name, secret, encode }) => ({ query: `a=b&${name}=${encode(secret)}` }),
  'return URL': ({ name, secret, encode }) => ({
    query: `ReturnUrl=${encodeURIComponent(`/cb?${name}=${encode(secret)}&state=s`)}`,
  }),
  'return URL in a return URL': ({ name, secret, encode }) => {
    const inner = `/cb?ReturnUrl=${encodeURIComponent(`/x?${name}=${encode(secret)}`)}`
    return { query: `ReturnUrl=${encodeURIComponent(inner)}` }
  },
  referer: ({ name, secret, encode }) => ({ rawHeaders: ['Referer', `https://h/cb?${name}=${encode(secret)}`] }),
  path: ({ name, secret, encode }) => ({ path: `/nothing;${name}=${encode(secret)}` }),
  json: ({ secret }) => request('application/json', JSON.stringify({ client_secret: secret, a: 1 })),
  'json under a form type': ({ secret }) => request(form, JSON.stringify({ a: [1], password: secret })),
  'json in depth': ({ secret }) => request('application/json', JSON.stringify({ refresh_token: [{ value: secret }] })),
  'truncated json': ({ secret }) => request('application/json', `{"code":${JSON.stringify(secret).slice(0, -1)}`),
  'json in a parameter': ({ secret }) => ({
    query: `state=${encodeURIComponent(JSON.stringify({ password: secret }))}`,
  }),
  'unknown type': ({ secret }) => request('text/plain', `client_secret: ${secret}`),
  multipart: ({ secret }) =>
    request(
      'multipart/form-data; boundary=xx',
      `--xx\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\n${secret}\r\n--xx--\r\n`,
    ),
  basic: ({ secret }) => ({
    rawHeaders: ['Authorization', `Basic ${Buffer.from(`integrator:${secret}`).toString('base64')}`],
  }),
  'basic, encoded': ({ secret, encode }) => ({
    rawHeaders: ['authorization', `basic ${Buffer.from(`integrator:${encode(secret)}`).toString('base64')}`],
  }),
  'basic, the wrong way round': ({ secret }) => ({
    rawHeaders: ['Authorization', `Basic ${Buffer.from(`${secret}:integrator`).toString('base64')}`],
  }),
  bearer: ({ secret, encode }) => ({ rawHeaders: ['Authorization', `Bearer ${encode(secret)}`] }),
  'another scheme': ({ secret, encode }) => ({ rawHeaders: ['Authorization', `Digest ${encode(secret)}`] }),
  'x-ibm-client-secret': ({ secret, encode }) => ({ rawHeaders: ['X-IBM-Client-Secret', encode(secret)] }),
  cookie: ({ secret, encode }) => ({ rawHeaders: ['Cookie', `a=${encode(secret)}; b=${encode(secret)}`] }),
  'set-cookie': ({ secret, encode }) => reply('', '', [['Set-Cookie', `s=${encode(secret)}; Path=/; HttpOnly`]]),
  'location, fragment': ({ name, secret, encode }) =>
    reply('', '', [['Location', `https://client.example/cb#state=s&${name}=${encode(secret)}`]]),
  'location, return URL': ({ name, secret, encode }) =>
    reply('', '', [['Location', `/login?ReturnUrl=${encodeURIComponent(`/cb?${name}=${encode(secret)}`)}`]]),
  'json answer': ({ secret }) => reply('application/json', JSON.stringify({ refresh_token: secret, expires_in: 300 })),
  'malformed json answer': ({ secret }) => reply('application/json', `{"refresh_token": ${JSON.stringify(secret)},,]`),
  'form post': ({ secret }) =>
    reply('text/html', `<form><input type='hidden' name='code' value='${escapeHtml(secret)}' /></form>`),
  'page of ours': ({ secret }) =>
    reply(
      'text/html',
      `<input type="hidden" name="password" value="${escapeHtml(secret)}"><code>${escapeHtml(secret)}</code>`,
    ),
  'truncated page': ({ secret }) => reply('text/html', `<input name='code' value='${escapeHtml(secret)}`),
  'link in a page': ({ name, secret, encode }) =>
    reply('text/html', `<a href="/login?ReturnUrl=${encodeURIComponent(`/cb?${name}=${encode(secret)}`)}">x</a>`),
  'claim of a token': ({ secret }) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    return { query: `id_token=${part({ alg: 'none' })}.${part({ client_secret: secret })}.c2ln` }
  },
  'signature of a token': ({ secret }) => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signature = Buffer.from(secret).toString('base64url')
    return { rawHeaders: ['Authorization', `Bearer ${part({ alg: 'x' })}.${part({ sub: 's' })}.${signature}`] }
  },
}

describe('no canary is ever kept', () => {
  test.each(Object.entries(places))('%s', (_name, place) => {
    fc.assert(
      fc.property(canaries, fc.constantFrom(...secretNames), fc.constantFrom(...encoders), (canary, name, encode) => {
        expect(tracesIn(kept(place({ secret: canary.secret, name, encode })), canary.marks)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('what is no secret stays as it was', () => {
  test('parameters, pages and answers', () => {
    const query = 'response_type=code+id_token&scope=openid%20invoice&state=a%2Fb&nonce=n&code_challenge=Zm9v'
    const body = '{ "error": "invalid_grant",\n "error_code": 7, "token_type": "Bearer" }'
    const exchange = { ...plain, query, ...reply('application/json', body, [['WWW-Authenticate', 'Bearer error="x"']]) }
    const journal = new Journal()
    journal.close(exchange, world)
    const [found] = journal.find()
    expect(found?.request.query).toBe(query)
    expect(found?.response?.body.text).toBe(body)
    expect(found?.response?.headers[1]).toEqual(['WWW-Authenticate', 'Bearer error="x"'])
  })
})
