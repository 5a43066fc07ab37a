import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseLanguage, type Language, type LanguageWishes, languages } from '../../src/pages/index.ts'

describe('the language of a page', () => {
  it.each<[string, LanguageWishes, Language]>([
    ['the country’s own', { country: 'DK' }, 'da'],
    ['the country’s own', { country: 'FI' }, 'fi'],
    ['ui_locales before all', { uiLocales: 'en', acceptLanguage: 'fi', country: 'DK' }, 'en'],
    ['the first of ui_locales that we speak', { uiLocales: 'sv-FI fi-FI da', country: 'DK' }, 'fi'],
    ['a tag by its first part, letter case aside', { uiLocales: 'EN-gb', country: 'DK' }, 'en'],
    ['no word that merely begins alike', { uiLocales: 'dav fil eng', country: 'FI' }, 'fi'],
    ['the browser when ui_locales has nothing', { uiLocales: 'sv', acceptLanguage: 'en', country: 'FI' }, 'en'],
    ['the browser when ui_locales is empty', { uiLocales: ' ', acceptLanguage: 'en', country: 'FI' }, 'en'],
    ['the highest weight', { acceptLanguage: 'da;q=0.7, en-US;q=0.8, fi;q=0.1', country: 'FI' }, 'en'],
    ['a missing weight as the highest', { acceptLanguage: 'da;q=0.9,fi', country: 'DK' }, 'fi'],
    ['the order among equals', { acceptLanguage: 'sv, fi;q=0.5, en;q=0.5', country: 'DK' }, 'fi'],
    ['not what has weight 0', { acceptLanguage: 'en;q=0, fi;q=0.1', country: 'DK' }, 'fi'],
    ['not what has no proper weight', { acceptLanguage: 'en;q=2, fi;q=x', country: 'DK' }, 'da'],
    ['a weight in capitals', { acceptLanguage: 'en;Q=0.1, fi;q=0.2', country: 'DK' }, 'fi'],
    ['the country for anything', { acceptLanguage: '*', country: 'FI' }, 'fi'],
    ['the country for nothing we speak', { acceptLanguage: 'sv-FI, sv;q=0.9', country: 'FI' }, 'fi'],
  ])('is %s: %j', (_, wishes, language) => {
    expect(chooseLanguage(wishes)).toBe(language)
  })

  it('is always one of ours, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('DK', 'FI'), (uiLocales, acceptLanguage, country) => {
        expect(languages).toContain(chooseLanguage({ uiLocales, acceptLanguage, country }))
      }),
    )
  })

  it('follows the weights of any header', () => {
    const weighted = fc
      .shuffledSubarray(['da', 'fi', 'en', 'sv', 'de'], { minLength: 1 })
      .chain((tags) =>
        fc.tuple(
          fc.constant(tags),
          fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: tags.length, maxLength: tags.length }),
        ),
      )
    fc.assert(
      fc.property(weighted, ([tags, weights]) => {
        const acceptLanguage = tags
          .map((tag, index) => `${tag};q=0.${String(weights[index]).padStart(3, '0')}`)
          .join(', ')
        const ranked = [...tags].sort((a, b) => (weights[tags.indexOf(b)] ?? 0) - (weights[tags.indexOf(a)] ?? 0))
        const expected = ranked.find((tag) => (languages as readonly string[]).includes(tag)) ?? 'da'
        expect(chooseLanguage({ acceptLanguage, country: 'DK' })).toBe(expected)
      }),
    )
  })
})
