import { describe, expect, it } from 'vitest'
import { languages, messages } from '../../src/pages/index.ts'
import { all, one, parse } from './markup.ts'
import { everyPage } from './samples.ts'

const pages = languages.flatMap((language) =>
  Object.entries(everyPage(language)).map(([name, page]) => ({
    language: name === 'index' ? 'en' : language,
    name,
    page,
  })),
)

describe.each(pages)('$name in $language', ({ language, page }) => {
  const say = messages[language]

  it('says its language, and first of all that it is a mock', () => {
    expect(one(page, 'html').attributes.lang).toBe(language)
    expect(one(page, 'title').text).toContain(say.providerName)
    const notice = one(page, 'aside', { class: 'notice' })
    expect(notice.text).toContain(say.mockBadge)
    expect(notice.text).toContain(say.mockNotice)
    expect(page.indexOf('class="notice"')).toBeLessThan(page.indexOf('<header>'))
  })

  it('has one main heading, inside main, and none skipped below it', () => {
    const levels = parse(page).flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels[0]).toBe(1)
    expect(Math.max(...levels)).toBeLessThanOrEqual(2)
    expect(one(page, 'main').text).toContain(one(page, 'h1').text)
  })

  it('runs no script, styles nothing in place and fetches nothing', () => {
    const elements = parse(page)
    for (const { name, attributes } of elements) {
      expect(['script', 'img', 'iframe', 'object', 'embed', 'base']).not.toContain(name)
      expect(Object.keys(attributes).filter((key) => /^(?:on|style$|src|formaction)/.test(key))).toEqual([])
      if (name === 'link') expect(attributes.href).toMatch(/^data:/)
    }
    expect(one(page, 'style').text).not.toMatch(/url\(|@import/)
  })

  it('gives every field a label and every id once', () => {
    const elements = parse(page)
    const ids = elements.flatMap(({ attributes }) => attributes.id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    for (const { name, attributes } of elements) {
      if (name === 'input' && ['text', 'email', 'password'].includes(attributes.type ?? '')) {
        expect(one(page, 'label', { for: attributes.id ?? '' }).text).not.toBe('')
      }
      for (const key of ['aria-describedby', 'aria-labelledby']) {
        if (attributes[key] !== undefined) expect(ids).toContain(attributes[key])
      }
    }
    const choices = elements.filter(({ attributes }) => attributes.type === 'radio' || attributes.type === 'checkbox')
    expect(all(page, 'label', { class: 'choice' })).toHaveLength(choices.length)
  })

  it('posts its forms where it was told', () => {
    for (const { attributes } of all(page, 'form')) {
      expect(attributes).toEqual({ method: 'post', action: '/account/sample' })
    }
    for (const { attributes } of all(page, 'button')) expect(attributes.type).toBe('submit')
  })
})

describe('the language switch', () => {
  it.each(languages)('marks %s and names every language in its own', (language) => {
    const { login = '' } = everyPage(language)
    const links = all(login, 'a')
    expect(links.map(({ text }) => text)).toEqual(['Dansk', 'Suomi', 'English'])
    expect(links.map(({ attributes }) => attributes.lang)).toEqual(languages)
    expect(links.filter(({ attributes }) => attributes['aria-current']).map((link) => link.attributes.lang)).toEqual([
      language,
    ])
  })
})
