import { describe, expect, it } from 'vitest'
import {
  type ConsentPageModel,
  type Language,
  type LogoutPageModel,
  renderConsentPage,
  renderLogoutPage,
  renderMerchantPicker,
} from '../../src/pages/index.ts'
import { all, one } from './markup.ts'
import { base } from './samples.ts'

const products = ['invoice', 'subscriptions', 'transactionreporting', 'merchantpayments', 'webhooks']
const decisions = (page: string) =>
  all(page, 'button', { name: 'decision' }).map(({ attributes, text }) => [attributes.value, text])

describe('the consent page', () => {
  const consent = (model: Partial<ConsentPageModel> = {}) =>
    renderConsentPage({
      ...base('da'),
      clientName: 'Test Integrator ApS',
      merchant: { name: 'Klippe & Krølle (test)', vat: 'DK12345674' },
      scopes: products.map((name) => ({ name, checked: name !== 'webhooks' })),
      offlineAccess: true,
      ...model,
    })

  it.each<[Language, string, string]>([
    ['da', 'Ja, tillad', 'Nej, tillad ikke'],
    ['fi', 'Kyllä, salli', 'Ei, älä salli'],
    ['en', 'Yes, allow', 'No, do not allow'],
  ])('asks for yes or no in %s', (language, allow, deny) => {
    expect(decisions(consent(base(language)))).toEqual([
      ['allow', allow],
      ['deny', deny],
    ])
  })

  it('says who asks, and on whose behalf', () => {
    const parties = one(consent(), 'dl').text
    for (const text of ['Test Integrator ApS', 'Klippe & Krølle (test)', 'DK12345674']) expect(parties).toContain(text)
    expect(one(consent({ merchant: undefined }), 'dl').text).not.toContain('DK12345674')
  })

  it('has a box per product, ticked as told', () => {
    const boxes = all(consent(), 'input', { type: 'checkbox' }).map(({ attributes }) => attributes)
    expect(boxes.map(({ name }) => name)).toEqual(products.map(() => 'scopes'))
    expect(boxes.map(({ value }) => value)).toEqual(products)
    expect(boxes.filter((box) => 'checked' in box).map(({ value }) => value)).toEqual(products.slice(0, -1))
  })

  it.each<Language>(['da', 'fi', 'en'])('describes every product in %s', (language) => {
    const labels = all(consent(base(language)), 'label', { class: 'choice' }).map(({ text }) => text.trim())
    expect(new Set(labels).size).toBe(products.length)
    for (const [index, label] of labels.entries()) expect(label).not.toBe(products[index])
  })

  it.each(['future.scope', 'constructor', 'toString'])('shows the unknown scope %s by its name', (name) => {
    const page = consent({ scopes: [{ name, checked: true }] })
    expect(one(page, 'label', { class: 'choice' }).text.trim()).toBe(name)
  })

  it('speaks of lasting access only when it was asked for', () => {
    expect(all(consent(), 'p', { class: 'remark' })).toHaveLength(1)
    expect(all(consent({ offlineAccess: false }), 'p', { class: 'remark' })).toEqual([])
  })

  it('has no empty list when no product was asked for', () => {
    expect(all(consent({ scopes: [] }), 'fieldset')).toEqual([])
    expect(decisions(consent({ scopes: [] }))).toHaveLength(2)
  })
})

describe('the merchant picker', () => {
  const merchants = [
    { merchantId: 'aaaa', name: 'Bageriet', vat: 'DK99000007' },
    { merchantId: 'bbbb', name: 'Cykelhjørnet', vat: 'DK99024690' },
  ]
  const page = renderMerchantPicker({ ...base('da'), clientName: 'Test Integrator ApS', merchants })

  it('offers each merchant and chooses none', () => {
    const radios = all(page, 'input', { type: 'radio', name: 'merchantId' })
    expect(radios.map(({ attributes }) => attributes.value)).toEqual(['aaaa', 'bbbb'])
    for (const { attributes } of radios) {
      expect(attributes).toHaveProperty('required')
      expect(attributes).not.toHaveProperty('checked')
    }
    expect(one(page, 'fieldset').text).toContain('DK99024690')
    expect(one(page, 'main').text).toContain('Test Integrator ApS')
  })

  it('can be left without a choice', () => {
    expect(decisions(page)).toEqual([
      ['continue', 'Fortsæt'],
      ['cancel', 'Annuller'],
    ])
    expect(one(page, 'button', { value: 'cancel' }).attributes).toHaveProperty('formnovalidate')
  })
})

describe('the sign-out pages', () => {
  const logout = (model: Partial<LogoutPageModel>) =>
    renderLogoutPage({ ...base('en'), languages: [], askConfirmation: false, ...model })

  it('ask before', () => {
    expect(decisions(logout({ askConfirmation: true }))).toEqual([['logout', 'Log out']])
  })

  it('confirm after, with a way back', () => {
    const page = logout({ returnUrl: 'https://integrator.example/out?a=1&b=2', clientName: 'Integrator' })
    expect(all(page, 'form')).toEqual([])
    const back = one(page, 'a')
    expect(back.attributes.href).toBe('https://integrator.example/out?a=1&b=2')
    expect(back.text).toBe('Back to Integrator')
    expect(one(logout({ returnUrl: '/' }), 'a').text).toBe('Go back')
  })

  it.each([undefined, 'javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'http://'])(
    'make no link of %s',
    (returnUrl) => {
      expect(all(logout({ returnUrl }), 'a')).toEqual([])
    },
  )
})
