import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import { access, chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { knownHosts } from '../edge/find-site.ts'
import { distinguishedName, issueAuthority, type SigningAuthority } from './certificate.ts'
import { CertificateError } from './certificate-error.ts'
import { authorityPath, dataFolder } from './data-folder.ts'

/** The CA of this machine's mocks. */
export interface LocalAuthority extends SigningAuthority {
  /** Where its certificate is. */
  readonly path: string
  /** Its certificate in PEM. */
  readonly pem: string
  /** SHA-256, in hexadecimal with colons. */
  readonly fingerprint: string
  readonly validTo: Date
}

/** What the mock is reached as over TLS: MobilePay's hosts, and this machine. */
export const tlsNames: readonly string[] = [...knownHosts, 'localhost', '127.0.0.1', '::1']

/**
 * The CA in the data folder, made on first use.
 * @throws CertificateError when it is broken, expired, or cannot be written.
 */
export async function localAuthority(folder: string = dataFolder(), now = Date.now()): Promise<LocalAuthority> {
  const home = dirname(authorityPath(folder))
  if (!(await exists(home))) await make(folder, home, now)
  return read(home, now)
}

/**
 * Certificate and key appear at once, as a folder that is renamed: nobody finds half of them, and of two mocks that
 * start together one makes the CA and the other takes it.
 */
async function make(folder: string, home: string, now: number): Promise<void> {
  const draft = `${home}.${randomBytes(6).toString('hex')}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await mkdir(draft, { mode: 0o700 })
    const { certificate, key } = issueAuthority(tlsNames, now)
    await writeFile(join(draft, 'key.pem'), key, { mode: 0o600 })
    await writeFile(join(draft, 'ca.pem'), certificate)
    await rename(draft, home)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    if (await exists(home)) return
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CertificateError(`The local CA cannot be kept: ${reason}. Name another folder in MOBILEPAY_MOCK_DATA.`, {
      cause,
    })
  }
}

async function read(home: string, now: number): Promise<LocalAuthority> {
  const path = join(home, 'ca.pem')
  const authority = await parse(home, path).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CertificateError(
      `The local CA in ${home} is broken. Remove that folder, start again, and trust the new CA. (${reason})`,
      { cause },
    )
  })
  if (authority.validTo.getTime() < now) {
    throw new CertificateError(
      `The local CA in ${home} has expired. Remove that folder, start again, and trust the new CA.`,
    )
  }
  return authority
}

async function parse(home: string, path: string): Promise<LocalAuthority> {
  const pem = await readFile(path, 'utf8')
  const keyPath = join(home, 'key.pem')
  const key = createPrivateKey(await readFile(keyPath, 'utf8'))
  await closeToOthers(home, keyPath)
  const certificate = new X509Certificate(pem)
  if (!certificate.ca || !certificate.checkPrivateKey(key)) throw new Error('certificate and key are no pair of a CA')
  const commonName = /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? ''
  return {
    key,
    subject: distinguishedName(commonName),
    path,
    pem,
    fingerprint: certificate.fingerprint256,
    validTo: certificate.validToDate,
  }
}

/** A folder that was copied or restored may have lost its modes; one of another user keeps its own. */
async function closeToOthers(home: string, keyPath: string): Promise<void> {
  await Promise.all([chmod(home, 0o700), chmod(keyPath, 0o600)]).catch(() => undefined)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
