import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

const get = (path: string, init: RequestInit = {}) => fetch(`${mock.url}${path}`, { redirect: 'manual', ...init })

describe('the page', () => {
  test('admits its own files alone, and stands in no frame', async () => {
    const answer = await get('/_mock/')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i)
    const policy = answer.headers.get('content-security-policy')?.split('; ') ?? []
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
      ]),
    )
    expect(policy.join()).not.toMatch(/unsafe|https?:|\*/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const page = await answer.text()
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
    expect(page).toContain('This is not MobilePay')
  })

  test('is found without the last slash as well', async () => {
    const answer = await get('/_mock')
    expect(answer.status).toBe(308)
    expect(new URL(answer.headers.get('location') ?? '', `${mock.url}/_mock`).pathname).toBe('/_mock/')
  })

  test('is not under a real host name’s path', async () => {
    expect((await get('/sandprod-admin.mobilepay.dk/_mock/')).status).toBe(404)
  })
})

describe('its files', () => {
  test('every module is served as script, its types stripped, and imports only what is served', async () => {
    const folder = new URL('../../src/console/page/', import.meta.url)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ts'))
    expect(names).toContain('main.ts')
    for (const name of names) {
      const answer = await get(`/_mock/console/${name}`)
      expect(answer.headers.get('content-type'), name).toBe('text/javascript; charset=utf-8')
      const script = await answer.text()
      expect(script, name).not.toMatch(/^\s*(?:import type|interface|export interface|export type)\b/m)
      const imported = [...script.matchAll(/^(?:import|\} from) ?[^']*'([^']+)'/gm)].map(([, specifier]) => specifier)
      for (const specifier of imported)
        expect(
          names.map((each) => `./${each}`),
          name,
        ).toContain(specifier)
    }
  })

  test.each(['tsconfig.json', 'nothing.ts', '..%2fserve-console.ts', '%2e%2e/serve-console.ts', 'main.js', ''])(
    'there is no file "%s"',
    async (name) => {
      const answer = await get(`/_mock/console/${name}`)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    },
  )

  test('the stylesheet asks for nothing from elsewhere', async () => {
    const style = await (await get('/_mock/console/style.css')).text()
    expect(style).not.toMatch(/url\(|@import/)
  })
})

describe('the way to the page', () => {
  test.each(['', '/w/apart'])('the front page at "%s" leads to it, and to its world', async (path) => {
    using _world = path === '' ? undefined : mock.createWorld({}, 'apart')
    const page = await (await get(`${path}/`)).text()
    const [, link = ''] = /href="([^"]*_mock[^"]*)"/.exec(page) ?? []
    expect(link).toBe(`${mock.url}/_mock/#/${path === '' ? 'default' : 'apart'}`)
  })
})
