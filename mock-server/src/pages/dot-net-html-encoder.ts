const named: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

/**
 * Escapes as .NET's `HtmlEncoder.Default` does (measured with .NET 10, character by character): Basic Latin passes but for
 * `< > & " ' +` and controls, four of these by name and the rest by number, and so does everything beyond it. Half a
 * surrogate pair becomes the replacement character. The backtick passes: only .NET's JavaScript encoder escapes it.
 */
export function encodeAsDotNet(text: string): string {
  return text.toWellFormed().replace(/[^ -~]|[<>&"'+]/gu, (character) => named[character] ?? `&#x${hex(character)};`)
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
}
