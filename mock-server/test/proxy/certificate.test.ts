import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { issueLeaf } from '../../src/tls/certificate.ts'
import { localAuthority } from '../../src/tls/local-authority.ts'
import { connectRefused, openTunnel } from './raw-proxy.ts'

const host = 'sandprod-admin.mobilepay.dk'

let folder: string
let before: string | undefined
beforeEach(async () => {
  before = process.env.MOBILEPAY_MOCK_DATA
  folder = await mkdtemp(join(tmpdir(), 'mock-proxy-'))
  process.env.MOBILEPAY_MOCK_DATA = join(folder, 'data')
})
afterEach(async () => {
  process.env.MOBILEPAY_MOCK_DATA = before
  await rm(folder, { recursive: true })
})

test('the CA is made with the first tunnel, where its path has said it would be', async () => {
  await using mock = await startMockServer()
  expect(mock.proxy.caPath).toBe(join(folder, 'data', 'ca', 'ca.pem'))
  await expect(localAuthorityIsThere()).resolves.toBe(false)
  const ca = await mock.proxy.prepare()
  await expect(localAuthorityIsThere()).resolves.toBe(true)
  const inside = await openTunnel(mock.proxy.url, host, ca ?? '')
  expect(inside.authorized).toBe(true)
  inside.destroy()
})

test('where no CA can be kept a tunnel is refused with the reason, and opened when that is mended', async () => {
  await writeFile(join(folder, 'data'), 'a file')
  await using mock = await startMockServer()
  await expect(mock.proxy.prepare()).rejects.toThrow('Name another folder in MOBILEPAY_MOCK_DATA')
  const refused = await connectRefused(mock.proxy.url, `${host}:443`)
  expect(refused.status).toBe(503)
  expect(refused.body).toContain('Name another folder in MOBILEPAY_MOCK_DATA')
  await rm(join(folder, 'data'))
  await mkdir(join(folder, 'data'))
  const inside = await openTunnel(mock.proxy.url, host, (await mock.proxy.prepare()) ?? '')
  expect(inside.authorized).toBe(true)
  inside.destroy()
})

test('a certificate of one’s own is that of the tunnels too, and a host that it is not for is refused', async () => {
  const authority = await localAuthority()
  const { certificate, key } = issueLeaf(authority, [host, 'localhost'])
  await using mock = await startMockServer({ tls: { certificate, key } })
  expect(mock.proxy).toMatchObject({ caPath: undefined, hosts: [host] })
  expect(await mock.proxy.prepare()).toBeUndefined()
  const inside = await openTunnel(mock.proxy.url, host, authority.pem)
  expect(inside.getPeerCertificate().raw).toEqual(derOf(certificate))
  inside.destroy()
  const refused = await connectRefused(mock.proxy.url, 'api.sandbox.mobilepay.dk:443')
  expect(refused.status).toBe(403)
  expect(refused.body).toContain('The certificate given for TLS is not for api.sandbox.mobilepay.dk')
})

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64')
}

async function localAuthorityIsThere(): Promise<boolean> {
  return access(join(folder, 'data', 'ca', 'ca.pem')).then(
    () => true,
    () => false,
  )
}
