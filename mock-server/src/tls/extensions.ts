import { createHash, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, boolean, type Der, explicit, implicit, integer, octets, oid, sequence } from './der.ts'

/** X.509 extensions (RFC 5280, 4.2), as far as a local CA and its leaves need them. */
function extension(id: string, critical: boolean, value: Der): Der {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value))
}

const serverAuth = oid('1.3.6.1.5.5.7.3.1')
const extendedKeyUsage = extension('2.5.29.37', false, sequence(serverAuth))

/** The CA may sign leaves for these names and for nothing else: who trusts it risks no other site. */
export function authorityExtensions(key: KeyObject, names: readonly string[]): readonly Der[] {
  return [
    extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
    extension('2.5.29.15', true, bits(Buffer.from([0b0000_0110]), 1)),
    extendedKeyUsage,
    extension('2.5.29.30', true, sequence(explicit(0, ...names.map((name) => sequence(constraint(name)))))),
    extension('2.5.29.14', false, octets(keyId(key))),
  ]
}

export function leafExtensions(key: KeyObject, issuerKey: KeyObject, names: readonly string[]): readonly Der[] {
  return [
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, bits(Buffer.from([0b1000_0000]), 7)),
    extendedKeyUsage,
    extension('2.5.29.17', false, sequence(...names.map(alternativeName))),
    extension('2.5.29.14', false, octets(keyId(key))),
    extension('2.5.29.35', false, sequence(implicit(0, keyId(issuerKey)))),
  ]
}

const dnsName = 2
const ipAddress = 7

function alternativeName(name: string): Der {
  return isIP(name) === 0 ? implicit(dnsName, Buffer.from(name, 'ascii')) : implicit(ipAddress, addressBytes(name))
}

/** An address is constrained with its mask: this address alone. */
function constraint(name: string): Der {
  if (isIP(name) === 0) return alternativeName(name)
  const address = addressBytes(name)
  return implicit(ipAddress, Buffer.concat([address, Buffer.alloc(address.length, 0xff)]))
}

/** Of IPv6 only loopback is asked for. */
function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  if (address === '::1') return Buffer.from([...Array<number>(15).fill(0), 1])
  throw new TypeError(`No certificate is made for ${address}.`)
}

/** The public key in the certificate's own form; the id is not for security (RFC 7093 allows any hash). */
function keyId(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20)
}
