/** The languages of the pages: those of the two countries, and one for everybody else. */
export type Language = 'da' | 'fi' | 'en'

export const languages: readonly Language[] = ['da', 'fi', 'en']

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text)
}
