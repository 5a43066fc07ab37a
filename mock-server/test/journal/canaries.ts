import fc from 'fast-check'

/** Secrets of any characters that begin and end so that nothing else can be mistaken for them. */
export const canaries = fc
  .tuple(
    fc.stringMatching(/^[a-z]{6}$/),
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.toWellFormed().replaceAll('\0', '')),
    fc.stringMatching(/^[a-z]{6}$/),
  )
  .map(([head, middle, tail]) => ({
    secret: `Canary${head}${middle}${tail}Yranac`,
    marks: [`Canary${head}`, `${tail}Yranac`],
  }))

const percentAll = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

/** Ways in which a client writes a value into a form or a query. */
export const encoders: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  (text) => new URLSearchParams({ x: text }).toString().slice(2),
  percentAll,
  (text) => percentAll(text).toUpperCase(),
]

export const secretNames = [
  'client_secret',
  'CLIENT_SECRET',
  'client%5Fsecret',
  'clientSecret',
  'password',
  'code',
  'refresh_token',
  'Refresh_Token',
  'code_verifier',
  'access_token',
  'id_token_hint',
  'token',
  '__RequestVerificationToken',
  'client_secret[]',
] as const

/** What of a canary may still be read in a text, in whatever encoding. */
export function tracesIn(text: string, marks: readonly string[]): string[] {
  const found = new Set<string>()
  let form = text
  for (let round = 0; round < 6; round += 1) {
    for (const mark of marks) if (form.includes(mark)) found.add(mark)
    form = form.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
    form = form.replace(/\\u([\da-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  }
  for (const [run] of text.matchAll(/[\w+/-]{8,}/g)) {
    const decoded = Buffer.from(run, 'base64').toString('utf8')
    for (const mark of marks) if (decoded.includes(mark)) found.add(`base64 of ${mark}`)
  }
  return [...found]
}
