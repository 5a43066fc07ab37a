import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { interactivePageHeaders } from '../../src/pages/index.ts'
import { one } from './markup.ts'
import { everyPage } from './samples.ts'

describe('the headers of the interactive pages', () => {
  const policy = interactivePageHeaders['Content-Security-Policy'] ?? ''

  it.each(Object.entries(everyPage('fi')))('admit the stylesheet of the page %s', (_, page) => {
    const hash = createHash('sha256').update(one(page, 'style').text, 'utf8').digest('base64')
    expect(policy.split('; ')).toContain(`style-src 'sha256-${hash}'`)
  })

  it('admit no script, no frame, no base and nothing from outside', () => {
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]),
    )
    expect(policy).not.toMatch(/script-src|unsafe|https?:|\*/)
    expect(interactivePageHeaders).toMatchObject({
      'X-Frame-Options': 'DENY',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    })
  })

  it('let the redirect to the integrator through', () => {
    expect(policy).not.toContain('form-action')
  })
})
