import { styleText } from 'node:util'
import type { Verdict } from '../run/verdicts.ts'

/** Colors a piece of text, or leaves it alone where nobody would see the color. */
export type Paint = (style: 'bold' | 'dim' | Verdict, text: string) => string

type Style = Parameters<typeof styleText>[0]

const styles: Readonly<Record<Parameters<Paint>[0], Style>> = {
  bold: 'bold',
  dim: 'dim',
  pass: 'green',
  fail: ['red', 'bold'],
  warn: 'yellow',
  info: 'cyan',
  known: 'blue',
  fixed: ['magenta', 'bold'],
  inapplicable: 'dim',
  skip: 'dim',
  untested: 'dim',
  inconclusive: 'yellow',
  review: 'cyan',
  config: ['red', 'bold'],
}

export const plain: Paint = (_style, text) => text

export const colored: Paint = (style, text) => styleText(styles[style], text, { validateStream: false })

/** Colors on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  return stream.isTTY && !env.NO_COLOR ? colored : plain
}
