import { createPrivateKey } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CertificateError, startMockServer } from '../../src/index.ts'
import { type Issued, issueLeaf } from '../../src/tls/certificate.ts'
import { type LocalAuthority, localAuthority } from '../../src/tls/local-authority.ts'
import { ownCertificate } from '../../src/tls/own-certificate.ts'
import { httpsGet } from './https-get.ts'

const day = 86_400_000
const hosts = ['sandprod-admin.mobilepay.dk', 'api.sandbox.mobilepay.dk']

let folder: string
let authority: LocalAuthority
let own: Issued
let other: Issued

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-own-certificate-'))
  authority = await localAuthority(folder)
  own = issueLeaf(authority, hosts)
  other = issueLeaf(authority, hosts)
})
afterAll(() => rm(folder, { recursive: true }))

describe('a certificate of one’s own', () => {
  test('serves every name that it has, and says which of MobilePay’s these are', async () => {
    const certificate = own.certificate + authority.pem
    await using mock = await startMockServer({ tls: { certificate, key: own.key } })
    expect(mock.tls).toMatchObject({ ca: undefined, caPath: undefined, hosts })
    for (const host of hosts) {
      const { status } = await httpsGet(`https://${host}/unknown`, { port: mock.tls?.port, ca: authority.pem })
      expect(status).toBe(404)
    }
    const absent = httpsGet('https://admin.mobilepay.dk/', { port: mock.tls?.port, ca: authority.pem })
    await expect(absent).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  })

  const rows: readonly (readonly [string, () => readonly [string | undefined, string | undefined], RegExp])[] = [
    ['without its key', () => [own.certificate, undefined], /needs both/],
    ['without the certificate', () => [undefined, own.key], /needs both/],
    ['of another key', () => [own.certificate, other.key], /DNS:sandprod-admin\.mobilepay\.dk.*no pair/],
    ['behind its issuer', () => [authority.pem + own.certificate, own.key], /server's own first/],
    ['that is none', () => ['certificate', own.key], /no PEM/],
    ['that was cut', () => [own.certificate.slice(0, 200) + own.certificate.slice(300), own.key], /broken/],
    ['whose key is none', () => [own.certificate, own.certificate], /no private key/],
    ['whose key has a passphrase', () => [own.certificate, sealed(own.key)], /openssl pkey/],
  ]

  test.each(rows)('%s is refused in one clear sentence, and nothing is opened', async (_name, pair, sentence) => {
    const [certificate, key] = pair()
    const started = startMockServer({ tls: { certificate, key } })
    await expect(started).rejects.toThrow(CertificateError)
    await expect(started).rejects.toThrow(sentence)
  })

  test('is held against the day', () => {
    const { certificate, key } = own
    expect(() => ownCertificate(certificate, key, Date.now() + 396 * day)).not.toThrow()
    expect(() => ownCertificate(certificate, key, Date.now() + 398 * day)).toThrow(/expired on \d{4}-\d\d-\d\d/)
    expect(() => ownCertificate(certificate, key, Date.now() - day)).toThrow(/not valid before \d{4}-/)
  })

  test('no refusal says the key', () => {
    expect.assertions(rows.length)
    for (const [, pair] of rows) {
      const [certificate, key] = pair()
      try {
        ownCertificate(certificate, key)
      } catch (error) {
        expect(String(error)).not.toContain(own.key.split('\n')[1])
      }
    }
  })
})

function sealed(key: string): string {
  const format = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const
  return createPrivateKey(key).export(format).toString()
}
