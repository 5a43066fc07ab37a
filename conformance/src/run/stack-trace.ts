/** What gives away that a text is an internal error as a runtime or database wrote it. */
const signs: readonly RegExp[] = [
  /^\s*at [\w.$<>[\]`]+.*[(:\\/]/m,
  /\bin \S+:line \d+/,
  /Traceback \(most recent call last\)/,
  /\b(?:System|Microsoft|java|javax|jakarta|org|com)\.[\w.]+(?:Exception|Error)\b/,
  /\b(?:TypeError|ReferenceError|RangeError|SyntaxError|NullPointerException|NullReferenceException): /,
  /<b>(?:Fatal error|Warning|Notice)<\/b>/,
  /\bgoroutine \d+ \[/,
  /\b(?:SQLSTATE|ORA-\d{5})\b/,
  /\/node_modules\//,
]

/** Whether a text shows where in the code an error happened. */
export function showsStackTrace(text: string): boolean {
  return signs.some((sign) => sign.test(text))
}
