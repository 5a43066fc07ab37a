import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { issueLeaf } from '../../src/tls/certificate.ts'
import { localAuthority } from '../../src/tls/local-authority.ts'
import { describeWith, program } from '../support/require.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-tls-curl-'))
  process.env.MOBILEPAY_MOCK_DATA = folder
})
afterAll(async () => {
  delete process.env.MOBILEPAY_MOCK_DATA
  await rm(folder, { recursive: true })
})

function curl({ tls }: MockServer, host: string, path: string, ...args: string[]) {
  const resolve = ['--resolve', `${host}:${tls?.port}:127.0.0.1`, '--noproxy', '*']
  return promisify(execFile)('curl', ['-sS', ...resolve, ...args, `https://${host}:${tls?.port}${path}`])
}

const document = '/account/.well-known/openid-configuration'

describeWith([program('curl')], 'real host names with curl', () => {
  test('every front site serves its document to who trusts the CA, and to nobody else', async () => {
    await using mock = await startMockServer({ tls: true })
    const trust = ['--cacert', mock.tls?.caPath ?? '']
    for (const host of mock.tls?.hosts.filter((name) => name.includes('admin')) ?? []) {
      const { stdout } = await curl(mock, host, document, ...trust)
      expect(JSON.parse(stdout).authorization_endpoint).toBe(`https://${host}/account/connect/authorize`)
    }
    await expect(curl(mock, 'sandprod-admin.mobilepay.dk', document)).rejects.toMatchObject({ code: 60 })
  })

  test('a certificate of one’s own is served in place of the local CA’s', async () => {
    const { certificate, key } = issueLeaf(await localAuthority(), ['sandprod-admin.mobilepay.dk'])
    await using mock = await startMockServer({ tls: { certificate, key } })
    expect(mock.tls).toMatchObject({ ca: undefined, caPath: undefined })
    const path = join(folder, 'ca', 'ca.pem')
    expect(await readFile(path, 'utf8')).toContain('BEGIN CERTIFICATE')
    const { stdout } = await curl(mock, 'sandprod-admin.mobilepay.dk', document, '--cacert', path)
    expect(JSON.parse(stdout).issuer).toBe('https://api.mobilepay.dk/merchant')
    const other = curl(mock, 'admin.mobilepay.dk', document, '--cacert', path)
    await expect(other).rejects.toMatchObject({ code: 60 })
  })
})
