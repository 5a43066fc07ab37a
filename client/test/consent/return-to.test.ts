import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReturnTo } from '../../src/index.ts'

const site = 'https://integrator.example'
const allowed = ['/done', '/shops/']

describe('where to go after the consent', () => {
  it.each(['/done', '/done?a=1&b=https://x.example//', '/done#top', '/shops/', '/shops/7/b%C3%A6k%20er', '/shops/a.b'])(
    'may be %s',
    (path) => expect(checkReturnTo(path, allowed)).toBe(path),
  )

  it.each([
    '//evil.example/done',
    '///evil.example/done',
    '/\\evil.example/done',
    '\\\\evil.example/done',
    'https:evil.example',
    'https:/evil.example/done',
    'https://evil.example/done',
    'https://integrator.example/done',
    'javascript:alert(1)',
    'data:text/html,x',
    'done',
    '',
    '?x',
    '#x',
    '/other',
    '/donee',
    '/done/',
    '/shops',
    '/shops/../other',
    '/shops/%2e%2e/other',
    '/shops/%2E%2E%2fother',
    '/shops/..%2fother',
    '/shops//evil.example',
    '/shops/%2f%2fevil.example',
    '/shops/%5cevil.example',
    '/shops/%255cevil.example',
    '/shops/\tx',
    '/shops/x\r\nset-cookie: a=1',
    '/shops/%0d%0aset-cookie: a=1',
    '/shops/%00',
    '/shops/\0',
    ' /done',
    '/done ',
    '/d\tone',
    '/\t/evil.example',
    `/shops/${'x'.repeat(1_100)}`,
  ])('may not be %j', (path) => {
    expect(() => checkReturnTo(path, allowed)).toThrow(expect.objectContaining({ code: 'return-to-refused' }))
  })

  it('never is another site, however it is written', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '%2f',
      '%5c',
      '%2e',
      '%00',
      '\t',
      '\n',
      ' ',
      '?',
      '#',
      'evil.example',
      'https:',
      'shops',
      '/shops/',
      'done',
      '\u3002',
      '\uFF0F',
    )
    const probe = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(probe, (text) => {
        for (const path of [text, `/shops/${text}`]) {
          const accepted = acceptedAs(path)
          if (accepted === undefined) continue
          const url = new URL(accepted, site)
          expect(url.origin).toBe(site)
          expect(url.pathname === '/done' || url.pathname.startsWith('/shops/')).toBe(true)
          expect(decodeURIComponent(url.pathname)).not.toMatch(/\/\/|\\|\/\.\.?(\/|$)|\p{Cc}/u)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

function acceptedAs(path: string): string | undefined {
  try {
    return checkReturnTo(path, allowed)
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'return-to-refused' })
    return undefined
  }
}
