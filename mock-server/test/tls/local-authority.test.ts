import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { CertificateError } from '../../src/index.ts'
import { issueLeaf } from '../../src/tls/certificate.ts'
import { dataFolder } from '../../src/tls/data-folder.ts'
import { localAuthority, tlsNames } from '../../src/tls/local-authority.ts'
import { describeWith, program } from '../support/require.ts'

const root = await mkdtemp(join(tmpdir(), 'mock-authority-'))
let folder: string
let count = 0

beforeEach(() => {
  count += 1
  folder = join(root, `data-${count}`)
})
afterAll(() => rm(root, { recursive: true }))

const modeOf = async (path: string) => (await stat(path)).mode & 0o777
const file = (name: string) => join(folder, 'ca', name)

describe('the folder of the CA', () => {
  test.each([
    ['linux', { XDG_DATA_HOME: '/xdg' }, '/xdg/mobilepay-mock'],
    ['linux', { XDG_DATA_HOME: 'relative' }, join(homedir(), '.local/share/mobilepay-mock')],
    ['linux', {}, join(homedir(), '.local/share/mobilepay-mock')],
    ['darwin', { XDG_DATA_HOME: '/xdg' }, join(homedir(), 'Library/Application Support/mobilepay-mock')],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/mobilepay-mock'],
    ['win32', {}, join(homedir(), 'AppData/Local/mobilepay-mock')],
    ['linux', { XDG_DATA_HOME: '/xdg', MOBILEPAY_MOCK_DATA: '/mine' }, '/mine'],
  ])('on %s with %j is %s', (platform, env, expected) => {
    expect(dataFolder(env, platform)).toBe(expected)
  })

  test.skipIf(process.platform === 'win32')(
    'is for the user alone, as is the key, whatever became of them',
    async () => {
      await localAuthority(folder)
      expect(await Promise.all([folder, join(folder, 'ca'), file('key.pem')].map(modeOf))).toEqual([
        0o700, 0o700, 0o600,
      ])
      await chmod(file('key.pem'), 0o644)
      await chmod(join(folder, 'ca'), 0o755)
      await localAuthority(folder)
      expect(await Promise.all([join(folder, 'ca'), file('key.pem')].map(modeOf))).toEqual([0o700, 0o600])
    },
  )

  test('of several programs that start at once one makes the CA, and the others take it', async () => {
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
    const env = { ...process.env, MOBILEPAY_MOCK_DATA: folder }
    const run = () => promisify(execFile)(process.execPath, ['--conditions=source', main, 'ca', '--json'], { env })
    const all = await Promise.all(Array.from({ length: 4 }, run))
    expect(new Set(all.map(({ stdout }) => stdout)).size).toBe(1)
  })
})

describe('a CA that is broken is refused in one clear sentence, and left as it is', () => {
  const rows: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['without its key', () => rm(file('key.pem'))],
    ['without its certificate', () => rm(file('ca.pem'))],
    ['half its key', () => truncate(file('key.pem'), 100)],
    ['half its certificate', () => truncate(file('ca.pem'), 400)],
    ['empty files', () => truncate(file('ca.pem'), 0)],
    ['an empty folder', () => Promise.all([rm(file('key.pem')), rm(file('ca.pem'))])],
    ['the key of another CA', async () => copyFile((await another()).replace('ca.pem', 'key.pem'), file('key.pem'))],
    ['a leaf in its place', async () => writeLeaf()],
  ]

  test.each(rows)('%s', async (_name, breakIt) => {
    await localAuthority(folder)
    await breakIt()
    const refused = localAuthority(folder)
    await expect(refused).rejects.toThrow(CertificateError)
    await expect(refused).rejects.toThrow(`The local CA in ${join(folder, 'ca')} is broken. Remove that folder`)
    await expect(localAuthority(folder)).rejects.toThrow('is broken')
  })

  test('one that has expired says so', async () => {
    await localAuthority(folder)
    await expect(localAuthority(folder, Date.now() + 3651 * 86_400_000)).rejects.toThrow(/has expired\. Remove/)
  })

  test('a folder that cannot be made names the way out', async () => {
    await mkdir(root, { recursive: true })
    await writeFile(folder, 'a file')
    await expect(localAuthority(folder)).rejects.toThrow(/cannot be kept: .*MOBILEPAY_MOCK_DATA/)
  })

  async function another() {
    return (await localAuthority(`${folder}-other`)).path
  }

  async function writeLeaf() {
    const { certificate, key } = issueLeaf(await localAuthority(folder), ['localhost'])
    await Promise.all([writeFile(file('ca.pem'), certificate), writeFile(file('key.pem'), key)])
  }
})

describeWith([program('openssl')], 'openssl', () => {
  const openssl = async (...args: string[]) => (await promisify(execFile)('openssl', args)).stdout

  async function verify(names: readonly string[]) {
    const authority = await localAuthority(folder)
    await writeFile(join(folder, 'leaf.pem'), issueLeaf(authority, names).certificate)
    return openssl(
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      authority.path,
      join(folder, 'leaf.pem'),
    )
  }

  test('accepts leaves for MobilePay’s hosts and this machine', async () => {
    expect(await verify(tlsNames)).toMatch(/: OK$/m)
  })

  test.each(['example.com', 'mobilepay.dk', 'evil.mobilepay.dk', 'vippsmobilepay.com', '127.0.0.2'])(
    'refuses one for %s, also beside a name that may be',
    async (name) => {
      for (const names of [[name], ['localhost', name]]) {
        await expect(verify(names)).rejects.toMatchObject({ stderr: expect.stringContaining('permitted subtree') })
      }
    },
  )

  test('reads the constraints as critical, and that the CA signs no other CA', async () => {
    const { path } = await localAuthority(folder)
    const text = await openssl('x509', '-in', path, '-noout', '-text')
    expect(text).toMatch(/Name Constraints: critical/)
    expect(text).toMatch(/CA:TRUE, pathlen:0/)
    const permitted = [...text.matchAll(/^ +(?:DNS|IP):(.+)$/gm)].map(([, name]) => name)
    expect(permitted).toHaveLength(tlsNames.length)
    expect(await readFile(path, 'utf8')).not.toContain('PRIVATE KEY')
  })
})
