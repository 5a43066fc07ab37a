import { el } from './dom.ts'

/** Where the journal put a fingerprint in a secret's place, in clear or percent-encoded. */
const fingerprint = /(<[\w -]+ #[\da-f]{8}>|%3C[\w%+-]+%23[\da-f]{8}%3E)/gi

/** A recorded text, its fingerprints marked. */
export function recorded(text: string): (HTMLElement | string)[] {
  return text.split(fingerprint).map((part, index) => (index % 2 === 1 ? mark(part) : part))
}

function mark(text: string): HTMLElement {
  const clear = text.startsWith('<') ? text : decode(text)
  return el(
    'mark',
    { attributes: { title: 'A fingerprint in a secret’s place; equal secrets of a world have equal ones.' } },
    clear,
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Name and value, one row each. */
export function pairs(rows: Iterable<readonly [string, string]>): HTMLElement {
  return el(
    'dl',
    'pairs',
    ...[...rows].map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, ...recorded(value)))),
  )
}

/** A body as well as it can be read: JSON indented, forms as rows, everything else as it is. */
export function body(text: string, contentType: string): HTMLElement {
  const json = readJson(text)
  if (json !== undefined) return code(JSON.stringify(json, null, 2))
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return pairs(new URLSearchParams(text))
  return code(text)
}

export function code(text: string): HTMLElement {
  return el('pre', { class: 'code', attributes: { tabindex: 0 } }, el('code', {}, ...recorded(text)))
}

function readJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
