import { describe, expect, it } from 'vitest'
import { languages, messages, renderErrorPage, renderIndexPage } from '../../src/pages/index.ts'
import { all, one } from './markup.ts'

describe('the error page', () => {
  it.each(languages)('in %s tells the code and the request id, and where the reason stands', (language) => {
    const page = renderErrorPage({ language, errorCode: 'unauthorized_client', requestId: '0HMKQ2B7A1C3D:00000042' })
    expect(one(page, 'code', { id: 'error-code' }).text).toBe('unauthorized_client')
    expect(one(page, 'code', { id: 'request-id' }).text).toBe('0HMKQ2B7A1C3D:00000042')
    expect(one(page, 'aside', { class: 'notice' }).text).toContain(messages[language].error.logHint)
    expect(all(page, 'a')).toEqual([])
    expect(all(page, 'form')).toEqual([])
  })
})

describe('the index page', () => {
  const page = renderIndexPage({
    consoleUrl: 'http://localhost:4010/_mock/#/default',
    environments: [{ name: 'sandbox-dk', discoveryUrl: 'http://localhost:4010/a.example/.well-known/x' }],
    clients: [
      {
        clientId: 'integrator',
        redirectUris: ['http://127.0.0.1:7890/', 'https://i.example/cb'],
        refreshTokenUsage: 'OneTime',
      },
      { clientId: 'machine', redirectUris: [], refreshTokenUsage: 'ReUse' },
    ],
    users: [
      { email: 'anna@klippe.example', password: 'mock-anna', merchants: [{ name: 'Klippe', vat: 'DK12345674' }] },
    ],
  })
  const cells = (column: string) => all(page, 'td', { 'data-column': column }).map(({ text }) => text.trim())

  it('links the discovery documents', () => {
    const link = one(page, 'a', { href: 'http://localhost:4010/a.example/.well-known/x' })
    expect(link.text).toBe('http://localhost:4010/a.example/.well-known/x')
    expect(cells('Environment')).toEqual(['sandbox-dk'])
  })

  it('leads to the console of its world', () => {
    expect(one(page, 'a', { href: 'http://localhost:4010/_mock/#/default' }).text).toBe('console')
  })

  it('lists clients and users in tables with captions and column headings', () => {
    expect(all(page, 'caption').map(({ text }) => text)).toEqual(['Discovery documents', 'Clients', 'Users'])
    expect(all(page, 'th', { scope: 'col' }).length).toBe(all(page, 'th').length)
    expect(cells('Client ID')).toEqual(['integrator', 'machine'])
    expect(cells('Redirect URIs')).toEqual(['http://127.0.0.1:7890/https://i.example/cb', 'none'])
    expect(cells('Refresh tokens')).toEqual(['OneTime', 'ReUse'])
    expect(cells('Password')).toEqual(['mock-anna'])
    expect(cells('Merchants')).toEqual(['Klippe DK12345674'])
  })
})
