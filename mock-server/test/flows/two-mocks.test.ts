import { expect, test } from 'vitest'
import { merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

test('two mocks in one process keep their codes and refresh tokens to themselves', async () => {
  await using one = await startScene({ consent: 'auto' })
  await using other = await startScene({ consent: 'auto' })
  const attempt = await one.attempt({ merchantVat: shops.anna.vat })
  const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
  expect((await redeem(other, attempt, code)).body).toEqual({ error: 'invalid_grant' })
  const tokens = await redeem(one, attempt, code)
  expect((await refresh(other, attempt, tokens.text('refresh_token'))).body).toEqual({ error: 'invalid_grant' })
  expect((await refresh(one, attempt, tokens.text('refresh_token'))).status).toBe(200)
  expect(other.mock.world.journal.entries.map(({ decision }) => decision.kind)).toEqual(['refused', 'refused'])
})

test('one browser, whose cookies know no ports, is signed in at each mock by itself', async () => {
  await using one = await startScene()
  await using other = await startScene()
  const visitor = new Visitor()
  await visitor.grant(await one.attempt({ merchantVat: shops.anna.vat }), people.anna)
  const seen = await visitor.visit((await other.attempt({ merchantVat: shops.anna.vat })).url)
  expect(seen.url.pathname).toMatch(/\/account\/login$/)
  await visitor.grant(await other.attempt({ merchantVat: shops.boBakery.vat }), people.bo)
  const again = await one.attempt({ merchantVat: shops.anna.vat })
  expect((await visitor.fetchAnswer(again)).get('code')).not.toBeNull()
})

test('sandbox and production of one mock have their own codes and keys', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
  const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
  const elsewhere = { ...attempt, environment: 'production-dk' } as const
  expect((await redeem(scene, elsewhere, code)).body).toEqual({ error: 'invalid_grant' })
  const tokens = await redeem(scene, attempt, code)
  expect((await merchantsMe(scene, 'production-dk', tokens.text('access_token'))).status).toBe(401)
  expect((await merchantsMe(scene, 'sandbox-dk', tokens.text('access_token'))).status).toBe(200)
})

test('a code of the Finnish front redeems at the shared Danish host', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const attempt = await scene.attempt({ environment: 'sandbox-fi', merchantVat: shops.aino.vat })
  const code = (await new Visitor().fetchAnswer(attempt)).get('code') ?? ''
  const endpoint = await scene.endpoint('sandbox-fi', 'token_endpoint')
  expect(endpoint).toBe(await scene.endpoint('sandbox-dk', 'token_endpoint'))
  expect((await redeem(scene, attempt, code)).status).toBe(200)
})
