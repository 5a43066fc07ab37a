/** A text as one word of a POSIX shell. */
export function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A command over several lines. @param words of each line */
export function lines(...words: readonly (readonly string[])[]): string {
  return words.map((line) => line.map(quote).join(' ')).join(' \\\n  ')
}
