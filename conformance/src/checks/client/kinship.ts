import { createHash } from 'node:crypto'

/** As much of one text in another is no chance: sixteen characters of base64url are 96 bits, of hexadecimal 64. */
const shortest = 16

const digests = ['sha256', 'sha1', 'md5', 'sha512'] as const
const encodings = ['base64url', 'base64', 'hex'] as const

/** Whether one text was made from the other in a way that anybody can go: it is part of it, or of its digest. */
export function isMadeFrom(text: string, source: string): boolean {
  const seen = text.toLowerCase()
  return formsOf(source).some((form) => windows(form.toLowerCase()).some((part) => seen.includes(part)))
}

function formsOf(source: string): readonly string[] {
  const hashed = digests.flatMap((digest) =>
    encodings.map((encoding) => createHash(digest).update(source).digest(encoding)),
  )
  const encoded = encodings.map((encoding) => Buffer.from(source).toString(encoding))
  return [source, [...source].reverse().join(''), ...encoded, ...hashed].filter((form) => form.length >= shortest)
}

/** Parts that follow each other without a gap: whoever has taken twice as much has one of them whole. */
function windows(form: string): readonly string[] {
  return Array.from({ length: Math.floor(form.length / shortest) }, (_, index) =>
    form.slice(index * shortest, (index + 1) * shortest),
  )
}
