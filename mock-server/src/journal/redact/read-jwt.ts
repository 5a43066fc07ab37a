/** The parts of a JWT in clear, as they were sent. */
export interface ReadJwt {
  readonly header: JwtPart
  readonly claims: JwtPart
  readonly signature: string
}

export interface JwtPart {
  readonly encoded: string
  readonly json: string
  readonly members: Readonly<Record<string, unknown>>
}

/** Takes a JWT apart; undefined where the text is none, or is encrypted. Nothing is verified. */
export function readJwt(text: string): ReadJwt | undefined {
  if (!text.startsWith('eyJ')) return undefined
  const [first = '', second = '', signature = '', ...rest] = text.split('.')
  const header = known.get(first) ?? readPart(first)
  const claims = header && rest.length === 0 ? readPart(second) : undefined
  return header && claims && { header, claims, signature }
}

/** Headers that were found to hold no secret: all tokens of one key have the same. */
const known = new Map<string, JwtPart>()
const usualMembers = ['alg', 'kid', 'typ', 'x5t']

export function isKnownHeader({ encoded }: JwtPart): boolean {
  return known.has(encoded)
}

/** Saves reading and judging a header again. Only what a provider writes is kept, and not much of it. */
export function rememberHeader(header: JwtPart): void {
  const isUsual =
    header.encoded.length <= 300 && Object.keys(header.members).every((name) => usualMembers.includes(name))
  if (!isUsual || known.size >= 100 || isKnownHeader(header)) return
  // A string of its own: one cut out of a request would keep the whole request alive.
  const encoded = Buffer.from(header.encoded).toString('latin1')
  known.set(encoded, { ...header, encoded })
}

function readPart(encoded: string): JwtPart | undefined {
  if (!/^[\w-]+$/.test(encoded)) return undefined
  const json = Buffer.from(encoded, 'base64url').toString('utf8')
  try {
    const members: unknown = JSON.parse(json)
    if (typeof members !== 'object' || members === null || Array.isArray(members)) return undefined
    return { encoded, json, members: { ...members } }
  } catch {
    return undefined
  }
}
