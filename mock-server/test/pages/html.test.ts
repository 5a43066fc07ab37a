import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeHtml, html } from '../../src/pages/index.ts'
import { decode, parse } from './markup.ts'
import { everyPage } from './samples.ts'

/** Text that is rich in what breaks out of markup; never empty, for an empty e-mail moves the focus. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '`',
        '&',
        '=',
        '/',
        ' ',
        '-->',
        '<!--',
        '</style>',
        '<script>',
        '&quot',
        '${',
      ),
      fc.string({ maxLength: 4, unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '')

describe('the html tag', () => {
  it('escapes texts, keeps markup, joins lists and renders nothing for what is not there', () => {
    const page = html`<b>${'<i>'}</b>${html`<i></i>`}${[1, html`<u></u>`]}${false}${null}${undefined}`
    expect(page.toString()).toBe('<b>&lt;i&gt;</b><i></i>1<u></u>')
  })

  it('takes nobody’s word that something is markup', () => {
    const posing = JSON.parse('{"markup":"<script>","toString":"<script>"}')
    expect(() => html`${posing}`.toString()).toThrow()
  })

  it('escapes any text so that it decodes to itself', () => {
    fc.assert(
      fc.property(hostileText, (text) => decode(escapeHtml(text)) === text && !/[<>"'`]/.test(escapeHtml(text))),
    )
  })
})

describe('no text from outside breaks out of a page', () => {
  /** Elements and their attributes; but for `<wbr>`, which comes with every slash of an address. */
  const shape = (page: string) =>
    parse(page).flatMap(({ name, attributes }) => (name === 'wbr' ? [] : [[name, ...Object.keys(attributes)]]))
  const plain = everyPage('da')

  for (const page of Object.keys(plain)) {
    it(page, () => {
      fc.assert(
        fc.property(hostileText, (text) => {
          expect(shape(everyPage('da', text)[page] ?? '')).toEqual(shape(plain[page] ?? ''))
        }),
        { numRuns: 60 },
      )
    })
  }

  it('and hidden fields carry it unchanged', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const fields = parse(everyPage('fi', text).consent ?? '').filter(
          ({ attributes }) => attributes.type === 'hidden',
        )
        expect(fields.map(({ attributes }) => [attributes.name, attributes.value])).toEqual([
          ['ReturnUrl', text],
          [`field-${text}`, text],
        ])
      }),
      { numRuns: 60 },
    )
  })
})
