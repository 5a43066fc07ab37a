import { describe, expect, it, vi } from 'vitest'
import { connect, useSimulator } from './support/harness.ts'
import type { Claims, SigningKey } from './support/sign.ts'
import { mePath, merchantId, type Reply } from './support/simulator.ts'

const held = useSimulator()

/** What is published, changed; tokens go on being signed as before. */
function publish(change: (keys: Claims[]) => unknown): void {
  held.mobilepay.faults.jwksReply = (): Reply => {
    const keys = held.mobilepay.published.map(({ jwk }) => ({ ...jwk }) as Claims)
    return [200, { keys: change(keys) }]
  }
}

/** Its tokens do not say which key has signed them. */
function withoutKid({ kid, ...key }: SigningKey): SigningKey {
  return key as SigningKey
}

describe('the key set', () => {
  it('is asked for once in five minutes, however many tokens come', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { client, connection } = await connect(held.mobilepay)
    await connection.refresh()
    await client.merchant(merchantId).fetch(mePath)
    await connection.refresh()
    expect(held.mobilepay.count('/jwks')).toBe(1)
    vi.setSystemTime(Date.now() + 300_001)
    await connection.refresh()
    expect(held.mobilepay.count('/jwks')).toBe(2)
  })

  it('may leave the kid out where it has a single key (OIDCC 10.1)', async () => {
    held.mobilepay.signer = withoutKid(held.mobilepay.key)
    await expect(connect(held.mobilepay)).resolves.toMatchObject({ connection: { merchantId } })
    publish((keys) => keys.map(({ kid, ...key }) => key))
    await expect(connect(held.mobilepay)).resolves.toMatchObject({ connection: { merchantId } })
  })

  it('may not where it has several: no key is tried on the chance that it fits', async () => {
    held.mobilepay.published = [held.mobilepay.key, held.mobilepay.otherKey]
    held.mobilepay.signer = withoutKid(held.mobilepay.key)
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'signing-key-unknown' })
    expect(held.mobilepay.count('/token')).toBe(0)
  })

  it('may have keys of other types and for other uses beside the right one (RFC 7517 section 5)', async () => {
    const others = [
      { kty: 'AKP', kid: 'a' },
      { kty: 'EC', crv: 'P-256', kid: 'b', x: 'AA', y: 'AA' },
    ]
    publish((keys) => [...others, ...keys.map((key) => ({ ...key, use: 'enc', kid: 'c' })), ...keys])
    await expect(connect(held.mobilepay)).resolves.toMatchObject({ connection: { merchantId } })
  })

  it('may say of a key what is in no specification of keys: nobody reads it', async () => {
    publish((keys) => keys.map((key) => ({ ...key, ext: 'no', key_ops: ['verify'] })))
    await expect(connect(held.mobilepay)).resolves.toMatchObject({ connection: { merchantId } })
  })

  it.each<[string, Claims]>([
    ['without n', { n: undefined }],
    ['with n that is a number', { n: 7 }],
    ['whose key_ops is a number', { key_ops: 5 }],
    ['whose key_ops is a text', { key_ops: 'verify' }],
    ['whose key_ops has a number', { key_ops: [1] }],
    ['whose key_ops names verify twice', { key_ops: ['verify', 'verify'] }],
    ['of 1,024 bits', { n: Buffer.alloc(128, 0xff).toString('base64url') }],
    ['with e 1', { e: 'AQ' }],
    ['with an even e', { e: 'AQAA' }],
    ['with e null', { e: null }],
  ])('may have an RSA key %s, with which nothing is verified', async (_, change) => {
    publish(([key, ...keys]) => [{ ...key, ...change }, ...keys])
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'signing-key-unknown' })
    expect(held.mobilepay.count('/token')).toBe(0)
    publish((keys) => [{ ...keys[0], ...change, kid: 'broken' }, ...keys])
    await expect(connect(held.mobilepay)).resolves.toMatchObject({ connection: { merchantId } })
  })

  it('is looked at once more for a kid that it lacks, and then the token is refused', async () => {
    publish((keys) => keys.map((key) => ({ ...key, kid: 'another' })))
    await expect(connect(held.mobilepay)).rejects.toMatchObject({ code: 'signing-key-unknown' })
    expect([held.mobilepay.count('/jwks'), held.mobilepay.count('/token')]).toEqual([2, 0])
  })

  it('is not asked again for every forged token: thirty seconds lie between two looks', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { client } = await connect(held.mobilepay)
    const forge = async () => {
      const consent = await client.startConsent({ scopes: ['invoice'] })
      const signer = held.mobilepay.signer
      held.mobilepay.signer = { ...held.mobilepay.otherKey, kid: `forged-${Math.random()}` }
      const answer = await held.mobilepay.authorize(consent.url)
      held.mobilepay.signer = signer
      await expect(client.completeConsent(answer, consent)).rejects.toMatchObject({ code: 'signing-key-unknown' })
    }
    for (let time = 0; time < 5; time += 1) await forge()
    expect(held.mobilepay.count('/jwks')).toBe(2)
    vi.setSystemTime(Date.now() + 30_001)
    await forge()
    expect(held.mobilepay.count('/jwks')).toBe(3)
  })

  it('no longer vouches for a key that was taken out', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { connection } = await connect(held.mobilepay)
    held.mobilepay.published = [held.mobilepay.otherKey]
    vi.setSystemTime(Date.now() + 300_001)
    await expect(connection.refresh()).rejects.toMatchObject({ code: 'signing-key-unknown' })
  })

  it('goes on from memory through an outage', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { connection } = await connect(held.mobilepay)
    held.mobilepay.faults.jwksReply = () => [503, {}]
    vi.setSystemTime(Date.now() + 300_001)
    await expect(connection.refresh()).resolves.toMatchObject({ merchantId })
  })
})
