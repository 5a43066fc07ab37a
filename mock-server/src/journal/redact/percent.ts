/** Decodes what is percent-encoded and leaves alone what is not, as forms are read: never throws. */
export function decodePercent(text: string, plusIsSpace = false): string {
  const spaced = plusIsSpace && text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced.replace(/(?:%[\da-f]{2})+/gi, decodeBytes)
  }
}

function decodeBytes(run: string): string {
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')
}

export function encodePercent(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
