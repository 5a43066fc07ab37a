import { attributeOf, elementsIn, type Page, type PageElement, textIn } from './page.ts'

const named = /(^|[\s_-])(alert|danger|error|invalid|message|notice|validation|warning)([\s_-]|s?$)/i
const controls = new Set(['input', 'select', 'textarea', 'button'])
/** What is longer is a text of the page, and not said to somebody. */
const longest = 300

/**
 * What a page tells its visitor in an alert or a message; undefined where it tells nothing.
 * @param before the page that was there before: what stood there already is no answer
 */
export function noticeOf(page: Page, before?: Page): string | undefined {
  const known = new Set(before?.elements.map(wordsOf))
  return page.elements
    .filter((element) => isNotice(element) && !isHidden(element) && !hasControls(element))
    .map(wordsOf)
    .find((words) => words !== '' && words.length <= longest && !known.has(words))
}

function isNotice(element: PageElement): boolean {
  const role = attributeOf(element, 'role') ?? ''
  const names = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'id') ?? ''}`
  return role === 'alert' || role === 'status' || attributeOf(element, 'aria-live') !== undefined || named.test(names)
}

function isHidden(element: PageElement): boolean {
  return attributeOf(element, 'hidden') !== undefined || /display\s*:\s*none/i.test(attributeOf(element, 'style') ?? '')
}

function hasControls(element: PageElement): boolean {
  return elementsIn(element).some(({ tagName }) => controls.has(tagName))
}

function wordsOf(element: PageElement): string {
  return textIn(element).replace(/\s+/g, ' ').trim()
}
