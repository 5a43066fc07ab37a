import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto'

/** What the error page is told. */
export interface ErrorMessage {
  readonly error: string
  readonly requestId: string
  /** What the request wished its pages to be in. */
  readonly uiLocales?: string | undefined
}

/** ASP.NET Data Protection's magic header: in base64url every protected blob begins `CfDJ8`. */
const magic = Buffer.from([0x09, 0xf0, 0xc9, 0xf0])
const keyIdLength = 16
const ivLength = 12
const tagLength = 16
/** 276 bytes are the 368 characters that were recorded (fact `error-page`). */
const blobLength = 276
const plainLength = blobLength - magic.length - keyIdLength - ivLength - tagLength

/** Writes a message that only this mock can read, as long as the real provider's. */
export function protectError(secret: KeyObject, message: ErrorMessage): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  const plain = Buffer.from(JSON.stringify(message).padEnd(plainLength))
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([magic, keyId(secret), iv, cipher.getAuthTag(), encrypted]).toString('base64url')
}

const keyIds = new WeakMap<KeyObject, Buffer>()

/** Data Protection writes the id of its key in front: here a digest of ours. */
function keyId(secret: KeyObject): Buffer {
  const known = keyIds.get(secret)
  if (known) return known
  const id = createHash('sha256').update(secret.export()).digest().subarray(0, keyIdLength)
  keyIds.set(secret, id)
  return id
}

/** Reads an error id; undefined where it is none of ours. */
export function unprotectError(secret: KeyObject, errorId: string): ErrorMessage | undefined {
  const blob = Buffer.from(errorId, 'base64url')
  const body = blob.subarray(magic.length + keyIdLength)
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, body.subarray(0, ivLength))
    decipher.setAuthTag(body.subarray(ivLength, ivLength + tagLength))
    const plain = Buffer.concat([decipher.update(body.subarray(ivLength + tagLength)), decipher.final()])
    return JSON.parse(plain.toString('utf8')) as ErrorMessage
  } catch {
    return undefined
  }
}
