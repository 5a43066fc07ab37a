import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { relayPage } from '../../src/index.ts'

it('the relay page lets its own script run, and nothing else', async () => {
  const page = await relayPage()
  const [, script = ''] = /<script>(.*)<\/script>/s.exec(await page.text()) ?? []
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = page.headers.get('content-security-policy')?.split('; ')
  expect(policy).toContain(`script-src 'sha256-${hash}'`)
  expect(policy).toContain("default-src 'none'")
  expect(page.headers.get('cache-control')).toBe('no-store')
})
