import { expect, test } from 'vitest'
import { people, shops } from '../support/people.ts'
import { startScene } from '../support/scene.ts'
import { Visitor } from '../support/visitor.ts'

const nonce = 'the-nonce-of-this-test'
const merchantVat = shops.anna.vat

test('a nonce for which a code was issued is refused, for whoever brings it', async () => {
  await using scene = await startScene()
  await new Visitor().grant(await scene.attempt({ merchantVat, parameters: { nonce } }), people.anna)
  const seen = await new Visitor().visit((await scene.attempt({ merchantVat, parameters: { nonce } })).url)
  expect(seen.url.pathname).toMatch(/\/home\/error$/)
  expect(seen.html).toContain('invalid_request')
  expect(scene.mock.world.journal.entries.at(-1)).toMatchObject({ decision: { refused: { rule: 'nonce-replay' } } })
})

test('of two attempts under way with one nonce, one gets a code', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const attempts = await Promise.all(
    Array.from({ length: 8 }, () => scene.attempt({ merchantVat, parameters: { nonce } })),
  )
  const seen = await Promise.all(attempts.map(({ url }) => new Visitor().visit(url)))
  expect(seen.filter(({ url }) => url.pathname.endsWith('/home/error'))).toHaveLength(7)
})

test('a nonce that led to no code may come again', async () => {
  await using scene = await startScene()
  const denied = await scene.attempt({ merchantVat, parameters: { nonce } })
  const fields = await new Visitor().grant(denied, { ...people.anna, decision: 'deny' })
  expect(fields.get('error')).toBe('access_denied')
  const allowed = await new Visitor().grant(await scene.attempt({ merchantVat, parameters: { nonce } }), people.anna)
  expect(allowed.get('code')).not.toBeNull()
})

test('a nonce belongs to a client and to a stage', async () => {
  await using scene = await startScene({ consent: 'auto' })
  const parameters = { nonce }
  for (const attempt of [
    await scene.attempt({ merchantVat, parameters }),
    await scene.attempt({ merchantVat, parameters, clientId: 'integrator-reuse' }),
    await scene.attempt({ merchantVat, parameters, environment: 'production-dk' }),
  ]) {
    expect((await new Visitor().fetchAnswer(attempt)).get('code')).not.toBeNull()
  }
  const finnish = await scene.attempt({ merchantVat: shops.aino.vat, parameters, environment: 'sandbox-fi' })
  expect((await new Visitor().visit(finnish.url)).url.pathname).toMatch(/\/home\/error$/)
})

test('with the switch off it is let through, as IdentityServer does', async () => {
  await using scene = await startScene({ consent: 'auto', switches: { nonceReplayRefused: false } })
  for (let turn = 0; turn < 2; turn += 1) {
    const fields = await new Visitor().fetchAnswer(await scene.attempt({ merchantVat, parameters: { nonce } }))
    expect(fields.get('code')).not.toBeNull()
  }
})
