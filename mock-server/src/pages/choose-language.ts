import { isLanguage, type Language } from './language.ts'

export interface LanguageWishes {
  /** The OpenID request's `ui_locales`: BCP 47 tags, the dearest first, separated by spaces. */
  readonly uiLocales?: string | undefined
  /** The browser's header. */
  readonly acceptLanguage?: string | undefined
  /** Whose front site is asked; it decides when nobody wished for a language we have. */
  readonly country: 'DK' | 'FI'
}

/** The integrator's wish goes before the browser's, and both before the country's own language. */
export function chooseLanguage({ uiLocales, acceptLanguage, country }: LanguageWishes): Language {
  return (
    firstSpoken(uiLocales?.split(/\s+/)) ??
    firstSpoken(acceptLanguage === undefined ? undefined : rangesByQuality(acceptLanguage)) ??
    (country === 'DK' ? 'da' : 'fi')
  )
}

/** A tag is spoken when its first part is one of ours: `da-DK` is Danish. */
function firstSpoken(tags: readonly string[] | undefined): Language | undefined {
  return tags?.map((tag) => tag.split('-', 1).join('').toLowerCase()).find(isLanguage)
}

/** The header's ranges, dearest first and otherwise in the order given; `q=0` means "not this one". */
function rangesByQuality(header: string): readonly string[] {
  return header
    .split(',')
    .map((entry) => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim())
      return { range, quality: qualityOf(parameters) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ range }) => range)
}

/** RFC 9110, 12.4.2: no weight is weight 1; a weight that is none takes its range out, rather than to the front. */
function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => /^q\s*=/i.test(parameter))
  if (weight === undefined) return 1
  const value = weight.replace(/^q\s*=\s*/i, '')
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(value) ? Number(value) : 0
}
