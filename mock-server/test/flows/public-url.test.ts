import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { makeAttempt } from '../support/attempt.ts'
import { freePort } from '../support/run-example.ts'

const publicUrl = 'https://mock.company.example/mobilepay'
const site = 'sandprod-admin.mobilepay.dk/account'

test('every address is the public one, in the default world and in a created one', async () => {
  const port = await freePort()
  await using mock = await startMockServer({ publicUrl, port })
  const url = `http://localhost:${port}`
  expect(mock.url).toBe(publicUrl)
  const world = mock.createWorld({}, 'mine')
  expect(world.url).toBe(`${publicUrl}/w/mine`)
  for (const place of ['', '/w/mine']) {
    const document = await fetch(`${url}${place}/${site}/.well-known/openid-configuration`)
    expect(await document.json()).toMatchObject({
      issuer: 'https://api.mobilepay.dk/merchant',
      authorization_endpoint: `${publicUrl}${place}/${site}/connect/authorize`,
      jwks_uri: expect.stringMatching(`^${publicUrl}${place}/api\\.sandbox\\.mobilepay\\.dk/`),
    })
  }
})

test('pages and cookies are of the public path, Secure behind https', async () => {
  const port = await freePort()
  await using _mock = await startMockServer({ publicUrl, port, consent: 'auto' })
  const attempt = makeAttempt(`http://localhost:${port}/${site}/connect/authorize`, 'http://127.0.0.1:7890/', {})
  const answer = await fetch(attempt.url, { redirect: 'manual' })
  const cookies = answer.headers.getSetCookie()
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies)
    expect(cookie).toMatch(/; Path=\/mobilepay\/sandprod-admin\.mobilepay\.dk\/account; .*Secure/)
})

test('cookie names tell worlds and mocks apart, since cookies ignore ports and may share a path', async () => {
  await using one = await startMockServer({ consent: 'auto' })
  await using other = await startMockServer({ consent: 'auto' })
  const namesAt = async (url: string) => {
    const attempt = makeAttempt(`${url}/${site}/connect/authorize`, 'http://127.0.0.1:7890/', {})
    const { headers } = await fetch(attempt.url, { redirect: 'manual' })
    return headers.getSetCookie().map((cookie) => cookie.split('=')[0])
  }
  const all = await Promise.all([one.url, one.createWorld().url, one.createWorld().url, other.url].map(namesAt))
  expect(all.every((names) => names.length > 0)).toBe(true)
  expect(new Set(all.flat()).size).toBe(all.flat().length)
})
