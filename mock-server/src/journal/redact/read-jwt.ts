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
  const header = readPart(first)
  const claims = header && rest.length === 0 ? readPart(second) : undefined
  return header && claims && { header, claims, signature }
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
