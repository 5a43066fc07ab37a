import { decodePercent, encodePercent } from './percent.ts'
import { isKnownHeader, type JwtPart, readJwt, rememberHeader } from './read-jwt.ts'
import type { Redaction } from './redaction.ts'
import { rewriteJson } from './rewrite-json.ts'
import { secretLabel } from './secret-names.ts'

const jwts = /eyJ[\w-]+\.[\w-]+\.[\w-]+(?:\.[\w-]*)*/g
/** Codes and refresh tokens of both generations. */
const handles = /(?<![\da-z])[\da-f]{64}(?:-1)?(?![\da-z])/gi
/** Looked for where a run of digits begins, not at each of them. */
const mayBeHandle = /(?<![\da-f])[\da-f]{64}/i
const mayBeCredentials = /basic |bearer /i
const credentials = /\b(?:basic|bearer) +[^\s"'<>,&]+/gi
/**
 * `name=value` as in queries, a fingerprint as the value, or another piece that is percent-encoded. Looked for where a run
 * of characters begins, or behind a fingerprint: a long run that is neither would be read again from each of its letters.
 */
const pairs = /(?<![^\s?&#=>])(?:([^\s?&#=]+)=(<[\w-]+ #[\da-f]{8}>|[^&#\s]*)|[^\s?&#=]*%[^\s?&#=]*)/g

/** Deeper than any return URL nests. */
const deepest = 8

/** A value by its name: a secret becomes a fingerprint; in any other, the secrets that it holds do. */
export function redactNamed(redaction: Redaction, name: string, value: string, depth = 0): string {
  if (value === '') return value
  const label = secretLabel(name)
  if (label !== undefined) return redactSecret(redaction, label, value)
  redaction.notice(name, value)
  return redactText(redaction, value, depth)
}

/** A token keeps header and claims; every other secret becomes a fingerprint. */
export function redactSecret(redaction: Redaction, label: string, value: string): string {
  if (value === '') return value
  return redactJwt(redaction, label, value) ?? redaction.fingerprint(label, value)
}

/** Text that no name says anything about: what looks like a secret goes, at every depth of encoding. */
export function redactText(redaction: Redaction, text: string, depth = 0): string {
  if (!isSuspicious(text)) return text
  if (depth > deepest) return redaction.fingerprint('text', text)
  const members = /" ?:/.test(text) ? redactJson(redaction, text, depth + 1) : text
  const named = members.replace(pairs, (piece, name?: string, value?: string) =>
    name === undefined || value === undefined
      ? redactEncoded(redaction, piece, depth)
      : redactPair(redaction, name, value, depth),
  )
  return sweep(redaction, named)
}

/**
 * Whether a secret that tells itself by its form might be in the text. Nearly every text is asked, so it looks for
 * single characters first.
 */
function isSuspicious(text: string): boolean {
  if (text.length < 6) return false
  if (text.includes('=') || text.includes('%') || text.includes('"') || text.includes('eyJ')) return true
  return (text.length >= 64 && mayBeHandle.test(text)) || (text.includes(' ') && mayBeCredentials.test(text))
}

/** Takes out what tells itself by its form alone: tokens, codes and credentials. */
export function sweep(redaction: Redaction, text: string): string {
  const withoutTokens = text.includes('eyJ') ? text.replace(jwts, (jwt) => redactSecret(redaction, 'token', jwt)) : text
  // Most texts are too short for a handle and have no space, as credentials have: the patterns need not be asked.
  const withoutHandles =
    withoutTokens.length < 64
      ? withoutTokens
      : withoutTokens.replace(handles, (handle) => redaction.fingerprint('handle', handle))
  if (!withoutHandles.includes(' ')) return withoutHandles
  return withoutHandles.replace(credentials, (found) => redactAuthorization(redaction, found))
}

/** `name=value` of a query or a form, as it stands there; unchanged where it holds no secret. */
export function redactPair(redaction: Redaction, rawName: string, rawValue: string, depth = 0): string {
  const name = decodePercent(rawName, true)
  const value = decodePercent(rawValue, true)
  const newName = redactEncoded(redaction, rawName, depth)
  if (isFingerprint(value)) return `${newName}=${rawValue}`
  const redacted = redactNamed(redaction, name, value, depth + 1)
  return `${newName}=${redacted === value ? rawValue : encodePercent(redacted)}`
}

function redactEncoded(redaction: Redaction, raw: string, depth: number): string {
  const text = decodePercent(raw)
  const redacted = text === raw && depth > 0 ? sweep(redaction, text) : redactText(redaction, text, depth + 1)
  return redacted === text ? raw : encodePercent(redacted)
}

function isFingerprint(text: string): boolean {
  return /^<[\w-]+ #[\da-f]{8}>$/.test(text)
}

/** JSON with its secrets taken out, whatever its shape. */
export function redactJson(redaction: Redaction, json: string, depth = 0): string {
  return rewriteJson(json, ({ name, text, isString, label }) => {
    if (label !== undefined) return redactSecret(redaction, label, text)
    return isString ? redactNamed(redaction, name, text, depth + 1) : redactText(redaction, text, depth + 1)
  })
}

/** A JWT without its signature. Undefined where the text is no JWT in clear, or holds a secret among its claims. */
function redactJwt(redaction: Redaction, name: string, text: string): string | undefined {
  const jwt = readJwt(text)
  if (!jwt) return undefined
  const { header, claims } = jwt
  if ((!isKnownHeader(header) && holdsSecret(redaction, header)) || holdsSecret(redaction, claims)) return undefined
  rememberHeader(header)
  const signature = jwt.signature === '' ? '' : redaction.fingerprint('signature', jwt.signature)
  redaction.tokens.push({ name, in: redaction.side, header: header.members, claims: claims.members, signature })
  return `${header.encoded}.${claims.encoded}.${signature}`
}

/** Of what has no suspicious character, the names alone are asked, in the text: repeated ones stand there too. */
function holdsSecret(redaction: Redaction, { json, members }: JwtPart): boolean {
  if (mayHoldSecret(json)) return holdsSecretMember(redaction, json, members)
  for (const [, name = ''] of json.matchAll(names)) if (secretLabel(name) !== undefined) return true
  for (const [name, value] of Object.entries(members)) if (typeof value === 'string') redaction.notice(name, value)
  return false
}

const names = /"([^"]*)"\s*:/g

/** Whether any value of a JSON text is suspicious: then its characters stand there, or an escape does. */
function mayHoldSecret(json: string): boolean {
  if (json.includes('=') || json.includes('%') || json.includes('\\') || json.includes('eyJ')) return true
  return mayBeHandle.test(json) || mayBeCredentials.test(json)
}

/** The values of compact JSON are asked one by one, which is quick; any other way of writing is read as text. */
function holdsSecretMember(redaction: Redaction, json: string, members: JwtPart['members']): boolean {
  if (JSON.stringify(members).length !== json.length) return redactJson(redaction, json) !== json
  return Object.entries(members).some(([name, value]) => isSecretMember(redaction, name, value))
}

function isSecretMember(redaction: Redaction, name: string, value: unknown): boolean {
  if (secretLabel(name) !== undefined) return true
  if (typeof value === 'string') return redactNamed(redaction, name, value) !== value
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([inner, item]) =>
    isSecretMember(redaction, Array.isArray(value) ? name : inner, item),
  )
}

/** Credentials of an Authorization header. Of Basic ones the id of a known client stays readable. */
export function redactAuthorization(redaction: Redaction, header: string): string {
  const [, scheme = '', space = '', credentials = ''] = /^(basic|bearer|dpop)( +)(.*)$/is.exec(header.trim()) ?? []
  if (credentials === '') return header === '' ? '' : redaction.fingerprint('authorization', header)
  const isBasic = scheme.toLowerCase() === 'basic'
  return `${scheme}${space}${isBasic ? redactBasic(redaction, credentials) : redactBearer(redaction, credentials)}`
}

function redactBearer(redaction: Redaction, token: string): string {
  return redactJwt(redaction, 'access_token', token) ?? redaction.fingerprint('access_token', token)
}

function redactBasic(redaction: Redaction, encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const id = decodePercent(text.slice(0, Math.max(colon, 0)), true)
  if (!redaction.isClient(id)) return redaction.fingerprint('authorization', encoded)
  redaction.notice('client_id', id)
  const secret = decodePercent(text.slice(colon + 1), true)
  return secret === '' ? `${id}:` : `${id}:${redaction.fingerprint('client_secret', secret)}`
}
