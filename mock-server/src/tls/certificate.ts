import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, type Der, explicit, integer, oid, sequence, set, time, utf8 } from './der.ts'
import { authorityExtensions, leafExtensions } from './extensions.ts'

/** A certificate with its private key, both in PEM. */
export interface Issued {
  readonly certificate: string
  readonly key: string
}

const day = 86_400_000
const authorityDays = 3650
/** Browsers refuse more than 398 days of a leaf. */
export const leafDays = 397
const organization = 'mobilepay-oidc mock'

/** A self-signed CA that can vouch for these names only. */
export function issueAuthority(names: readonly string[], now: number = Date.now()): Issued {
  const { privateKey, publicKey } = newKey()
  // Its own name tells one machine's CA from another's in a list of trusted ones.
  const name = distinguishedName(`mobilepay-oidc mock CA ${randomBytes(4).toString('hex')} (not MobilePay)`)
  const extensions = authorityExtensions(publicKey, names)
  return seal({ issuer: name, subject: name, publicKey, extensions, now, days: authorityDays }, privateKey, privateKey)
}

/** A server's certificate for these names, signed by the CA. */
export function issueLeaf(authority: SigningAuthority, names: readonly string[], now: number = Date.now()): Issued {
  const { privateKey, publicKey } = newKey()
  const extensions = leafExtensions(publicKey, createPublicKey(authority.key), names)
  const subject = distinguishedName('mobilepay-oidc mock server')
  return seal(
    { issuer: authority.subject, subject, publicKey, extensions, now, days: leafDays },
    authority.key,
    privateKey,
  )
}

/** What signs: the CA's key, and its name as its own certificate writes it. */
export interface SigningAuthority {
  readonly key: KeyObject
  readonly subject: Der
}

/** The name of an authority that `issueAuthority` made. */
export function distinguishedName(commonName: string): Der {
  return sequence(set(sequence(oid('2.5.4.10'), utf8(organization))), set(sequence(oid('2.5.4.3'), utf8(commonName))))
}

interface Contents {
  readonly issuer: Der
  readonly subject: Der
  readonly publicKey: KeyObject
  readonly extensions: readonly Der[]
  readonly now: number
  readonly days: number
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

function seal(contents: Contents, signingKey: KeyObject, ownKey: KeyObject): Issued {
  const body = toBeSigned(contents)
  const whole = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, signingKey)))
  return { certificate: pem(whole), key: ownKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** Valid from an hour ago, since containers and machines differ in their clocks; the hour is part of the days. */
function toBeSigned({ issuer, subject, publicKey, extensions, now, days }: Contents): Der {
  const from = now - 3_600_000
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    issuer,
    sequence(time(new Date(from)), time(new Date(from + days * day - 1000))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  )
}

function newKey() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function pem(der: Der): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
