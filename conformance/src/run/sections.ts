/**
 * The sections that a check's specification names, in one spelling: `OIDCC 3.3.2.11; RFC 9700 4.1, 4.2` gives
 * `oidcc-3.3.2.11`, `rfc-9700-4.1` and `rfc-9700-4.2`. A document without a section gives its name alone.
 */
export function sectionsOf(spec: string): readonly string[] {
  return spec.split(';').flatMap((part) => {
    const [first = '', ...more] = oneByOne(part)
      .trim()
      .split(/\s*,\s*/)
    const [, document = first, section] = /^(RFC \d+|.*?)(?: ((?:[A-Z]\.)?\d\S*))?$/.exec(first) ?? []
    const name = normalSection(document)
    if (name === '') return []
    return section === undefined
      ? [name, ...more.map((word) => normalSection(`${document} ${word}`))]
      : [section, ...more].map((word) => normalSection(`${document} ${word}`))
  })
}

/** `3.1.3.7(4, 5)` are two rules of one list: `3.1.3.7(4), 3.1.3.7(5)`. */
function oneByOne(part: string): string {
  return part.replace(/([\d.]+)\s*\((\d+(?:,\s*\d+)+)\)/g, (_, section: string, rules: string) =>
    rules.replace(/\d+/g, (rule) => `${section}(${rule})`),
  )
}

/** A section as somebody writes it: `OIDCC §3.3.2.11`, `oidcc-3.3.2.11` and `oidcc 3.3.2.11` are the same. */
export function normalSection(text: string): string {
  return text
    .toLowerCase()
    .replace(/§|\bsection\b/g, ' ')
    .replace(/\brfc-?\s*(\d)/g, 'rfc-$1')
    .replace(/\s*\((\d+)\)/g, '.$1')
    .replace(/[^a-z\d.()]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** Whether a section is the wanted one or lies in it: `oidcc-3.3.2.11` is in `oidcc-3.3`, and all of it in `oidcc`. */
export function isWithin(section: string, wanted: string): boolean {
  return section === wanted || section.startsWith(`${wanted}.`) || section.startsWith(`${wanted}-`)
}
