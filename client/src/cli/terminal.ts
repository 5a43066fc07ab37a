import { styleText } from 'node:util'
import { readHidden } from './read-hidden.ts'

/** What a command sees of the world outside: replaced in tests. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Fires when the user wants it to end. */
  readonly signal: AbortSignal
  /** Whether results go to a person rather than to a file or a program. */
  readonly isResultShown: boolean
  /** Results, and nothing else. */
  result(text: string): void
  /** All that is not the result: progress, warnings, errors. */
  note(text: string): void
  /** A word in a color, where notes go to a terminal that shows colors. */
  paint(color: Color, text: string): string
  /** The same for results. */
  paintResult(color: Color, text: string): string
  /** Asks for a line that is not shown. Undefined where there is nobody to ask. */
  readonly askHidden: ((question: string) => Promise<string>) | undefined
  /** Asks for a line. Undefined where there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}

export type Color = 'red' | 'green' | 'yellow' | 'dim'

/** The terminal of this process. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { env, stdin, stdout, stderr } = process
  const isAnswered = Boolean(stdin.isTTY && stderr.isTTY)
  return {
    env,
    signal,
    isResultShown: Boolean(stdout.isTTY),
    result: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    // styleText looks at NO_COLOR, FORCE_COLOR and whether the stream is a terminal.
    paint: (color, text) => styleText(color, text, { stream: stderr }),
    paintResult: (color, text) => styleText(color, text, { stream: stdout }),
    askHidden: isAnswered ? (question) => readHidden(question, signal, false) : undefined,
    ask: isAnswered ? (question) => readHidden(question, signal, true) : undefined,
  }
}
