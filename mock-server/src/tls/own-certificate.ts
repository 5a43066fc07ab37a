import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import type { Issued } from './certificate.ts'
import { CertificateError } from './certificate-error.ts'

/**
 * Takes a certificate of one's own, whatever its names, its chain behind it.
 * @throws CertificateError which says what is wrong with which of the two, before anybody is served.
 */
export function ownCertificate(certificate: string | undefined, key: string | undefined, now = Date.now()): Issued {
  if (certificate === undefined || key === undefined) {
    throw new CertificateError('A certificate of your own needs both the certificate and its key.')
  }
  const [leaf, ...chain] = readChain(certificate)
  const privateKey = readKey(key)
  if (!leaf.checkPrivateKey(privateKey)) throw noPair(leaf, chain, privateKey)
  checkTime(leaf, now)
  checkUsable({ certificate, key })
  return { certificate, key }
}

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

function readChain(pem: string): readonly [X509Certificate, ...X509Certificate[]] {
  try {
    const [leaf, ...chain] = (pem.match(block) ?? []).map((text) => new X509Certificate(text))
    if (leaf) return [leaf, ...chain]
  } catch (cause) {
    throw new CertificateError('The certificate given for TLS is broken. Is the file whole?', { cause })
  }
  throw new CertificateError('The certificate given for TLS is no PEM: it has no -----BEGIN CERTIFICATE-----.')
}

function readKey(pem: string): KeyObject {
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem)) {
    throw new CertificateError(
      'The key given for TLS has a passphrase. Take it off: openssl pkey -in key.pem -out open-key.pem.',
    )
  }
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    throw new CertificateError('The key given for TLS is no private key in PEM. Check the file.', { cause })
  }
}

function noPair(leaf: X509Certificate, chain: readonly X509Certificate[], key: KeyObject): CertificateError {
  const isBehind = chain.some((one) => one.checkPrivateKey(key))
  if (isBehind) {
    return new CertificateError(
      "The key given for TLS is that of another certificate in the file. Put the server's own first, its issuers behind.",
    )
  }
  return new CertificateError(
    `The key given for TLS is not that of the certificate (${nameOf(leaf)}): they are no pair. Check both files.`,
  )
}

function checkTime(leaf: X509Certificate, now: number): void {
  const day = (date: Date) => date.toISOString().slice(0, 10)
  if (leaf.validToDate.getTime() < now) {
    throw new CertificateError(
      `The certificate given for TLS (${nameOf(leaf)}) expired on ${day(leaf.validToDate)}. Have a new one issued.`,
    )
  }
  if (leaf.validFromDate.getTime() > now) {
    throw new CertificateError(
      `The certificate given for TLS (${nameOf(leaf)}) is not valid before ${day(leaf.validFromDate)}. Check the machine's clock.`,
    )
  }
}

/** OpenSSL has the last word, on short keys for one. */
function checkUsable({ certificate, key }: Issued): void {
  try {
    createSecureContext({ cert: certificate, key })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CertificateError(`The certificate given for TLS cannot be used: ${reason}.`, { cause })
  }
}

function nameOf({ subject, subjectAltName }: X509Certificate): string {
  return subjectAltName ?? subject?.replaceAll('\n', ', ') ?? 'without a name'
}
