/** Alphabets that codes are written in, the smallest first. */
const alphabets = [
  /^\d*$/,
  /^[\da-f]*$/,
  /^[\dA-F]*$/,
  /^[\da-z]*$/,
  /^[\dA-Z]*$/,
  /^[\dA-Za-z]*$/,
  /^[\w~.-]*$/,
] as const
const sizes = [10, 16, 16, 36, 36, 62, 64] as const
const printable = 94

/** What several codes let one say about how hard they are to guess. */
export interface CodeStrength {
  readonly shortest: number
  /** Places in which the codes differ. */
  readonly changing: number
  /** At most so many bits are unknown to an attacker who has seen the other codes. */
  readonly bits: number
}

/**
 * An upper bound of what is random in codes: places that are the same in all of them count nothing, the others as much
 * as a character of the alphabet can hold, or as their Shannon entropy where a few characters prevail.
 */
export function strengthOf(codes: readonly string[]): CodeStrength {
  const shortest = Math.min(...codes.map((code) => code.length))
  const places = Array.from({ length: shortest }, (_none, place) => codes.map((code) => code.charAt(place)))
  const changing = places.filter((characters) => new Set(characters).size > 1)
  return { shortest, changing: changing.length, bits: Math.floor(changing.length * bitsPerPlace(changing.flat())) }
}

function bitsPerPlace(characters: readonly string[]): number {
  const text = characters.join('')
  const possible = Math.log2(sizes[alphabets.findIndex((alphabet) => alphabet.test(text))] ?? printable)
  const seen = shannon(characters)
  return seen < 0.8 * possible ? seen : possible
}

/** Bits a character, corrected for the smallness of the sample (Miller and Madow). */
function shannon(characters: readonly string[]): number {
  const counts = [...Map.groupBy(characters, (character) => character).values()].map(({ length }) => length)
  const total = characters.length
  if (total === 0) return 0
  const plain = counts.reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0)
  return plain + (counts.length - 1) / (2 * total * Math.LN2)
}
