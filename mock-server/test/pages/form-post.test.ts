import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeAsDotNet, formPostHeaders, renderFormPost } from '../../src/pages/index.ts'
import { all, decode, one } from './markup.ts'

interface Recording {
  readonly raw: { readonly form_post: { readonly headers: readonly [string, string][]; readonly state: string } }
}
const recordingUrl = new URL('../../../fixtures/reference/duende-6.2.json', import.meta.url)
const recorded = (JSON.parse(readFileSync(recordingUrl, 'utf8')) as Recording).raw.form_post

describe('the form post', () => {
  const fields: [string, string][] = [
    ['code', 'ABC-1'],
    ['id_token', 'e30.e30.c2ln'],
    ['scope', 'openid offline_access invoice'],
    ['state', `a'"<>&+ b`],
  ]
  const page = renderFormPost({ redirectUri: 'https://integrator.example/callback?a=1&b=2', fields })

  it('writes a hidden input as the recording has it', () => {
    expect(page).toContain(`<input type='hidden' ${recorded.state}>`)
  })

  it('is one form with the fields in their order', () => {
    expect(one(page, 'form').attributes).toEqual({
      method: 'post',
      action: 'https://integrator.example/callback?a=1&b=2',
    })
    expect(all(page, 'input').map(({ attributes }) => [attributes.name, attributes.value])).toEqual(fields)
    expect(all(page, 'input').every(({ attributes }) => attributes.type === 'hidden')).toBe(true)
    expect(one(page, 'noscript').text).toMatch(/Mock/)
    expect(all(page, 'button')).toHaveLength(1)
    expect(page).toMatch(/<!--[^>]*Mock[^>]*-->/)
  })

  it('runs the one script that its recorded headers admit', () => {
    const hash = createHash('sha256').update(one(page, 'script').text).digest('base64')
    expect(hash).toBe('orD0/VhH8hLqrLxKHD/HUEMdwqX6/0ve7c5hspX5VJ8=')
    expect(Object.entries(formPostHeaders)).toEqual(recorded.headers)
  })

  it('carries any value unchanged to the integrator', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const input = one(renderFormPost({ redirectUri: 'https://i.example/', fields: [['state', value]] }), 'input')
        expect(input.attributes).toEqual({ type: 'hidden', name: 'state', value })
      }),
    )
  })
})

describe('.NET’s encoder', () => {
  // Each pair was printed by HtmlEncoder.Default of .NET 10.
  it.each([
    [`<>&"'+`, '&lt;&gt;&amp;&quot;&#x27;&#x2B;'],
    ['\0\t\n\r\x1f\x7f', '&#x0;&#x9;&#xA;&#xD;&#x1F;&#x7F;'],
    ['åÆ€', '&#xE5;&#xC6;&#x20AC;'],
    ['\u{1F600}', '&#x1F600;'],
    ['\uD83D', '&#xFFFD;'],
    ['a\uDE00b', 'a&#xFFFD;b'],
    [' !#$%()*,-./09:;=?@AZ[\\]^_`az{|}~', ' !#$%()*,-./09:;=?@AZ[\\]^_`az{|}~'],
  ])('%j becomes %s', (text, encoded) => {
    expect(encodeAsDotNet(text)).toBe(encoded)
  })

  it('leaves printable Basic Latin only, and decodes to what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = encodeAsDotNet(text)
        expect(encoded).toMatch(/^[ -~]*$/)
        expect(encoded).not.toMatch(/[<>"'+]/)
        expect(decode(encoded)).toBe(text)
      }),
    )
  })
})
