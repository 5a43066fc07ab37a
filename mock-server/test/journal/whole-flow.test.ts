import { expect, test } from 'vitest'
import { merchantsMe, redeem, refresh } from '../support/back-channel.ts'
import { people, shops } from '../support/people.ts'
import { startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

test('a whole flow reads back from the journal, without its secrets', async () => {
  await using scene = await startScene()
  const { journal } = scene.mock.world
  const attempt = await scene.attempt({ merchantVat: shops.anna.vat })
  const fields = await new Visitor().grant(attempt, people.anna)
  const tokens = await redeem(scene, attempt, fields.get('code') ?? '')
  const refreshed = await refresh(scene, attempt, tokens.text('refresh_token'))
  await merchantsMe(scene, 'sandbox-dk', refreshed.text('access_token'))
  const exchanges = journal.find()
  expect(journal.count()).toBe(exchanges.length)
  expect(exchanges.map(({ id }) => id)).toEqual(exchanges.map((_, index) => index + 1))
  const [redemption, refreshing] = exchanges.filter(({ address }) => address.endsWith('/connect/token'))
  expect(redemption).toMatchObject({
    environment: 'sandbox-dk',
    clientId: 'integrator',
    merchantId: shops.anna.merchantId,
    response: { status: 200 },
    outcome: 'answered',
  })
  expect(redemption?.tokens.map(({ name }) => name)).toEqual(['id_token', 'access_token'])
  const issued = /"refresh_token":"(<[^>]+>)/.exec(redemption?.response?.body.text ?? '')?.[1]
  const sent = new URLSearchParams(refreshing?.request.body?.text).get('refresh_token')
  expect(sent, 'equal secrets compare').toBe(issued)
  const kept = [...journal.ndjson()].join('')
  const secrets = [
    people.anna.password,
    attempt.verifier,
    'integrator-secret',
    'app-secret',
    fields.get('code') ?? '',
    tokens.text('refresh_token'),
    refreshed.text('refresh_token'),
    tokens.text('access_token').split('.')[2] ?? '',
    refreshed.text('access_token').split('.')[2] ?? '',
  ]
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5)
    expect(kept).not.toContain(secret)
  }
})
