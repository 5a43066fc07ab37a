import { describe, expect, it } from 'vitest'
import { type Language, type LoginPageModel, renderLoginPage } from '../../src/pages/index.ts'
import { all, one } from './markup.ts'
import { base } from './samples.ts'

const anna = { email: 'anna@klippe.example', password: 'mock-anna', name: 'Anna Test' }
const render = (model: Partial<LoginPageModel> = {}) =>
  renderLoginPage({ ...base('da'), suggestions: [anna], ...model })

describe('the login page', () => {
  it.each<[Language, string, string, string]>([
    ['da', 'E-mail', 'Adgangskode', 'Log ind'],
    ['fi', 'Sähköposti', 'Salasana', 'Kirjaudu sisään'],
    ['en', 'E-mail', 'Password', 'Log in'],
  ])('names its fields and its button in %s', (language, email, password, submit) => {
    const page = render(base(language))
    expect(one(page, 'label', { for: 'email' }).text).toBe(email)
    expect(one(page, 'label', { for: 'password' }).text).toBe(password)
    expect(one(page, 'button', { class: 'primary' }).text).toBe(submit)
    const offers = all(page, 'button', { class: 'secondary' }).map(({ text }) => text)
    expect(offers.filter((text) => text.includes(submit))).toEqual([])
  })

  it('lets password managers fill in, and starts at the e-mail', () => {
    const page = render()
    expect(one(page, 'input', { id: 'email' }).attributes).toMatchObject({
      name: 'email',
      type: 'email',
      autocomplete: 'username',
      autofocus: '',
    })
    expect(one(page, 'input', { id: 'password' }).attributes).toMatchObject({
      name: 'password',
      type: 'password',
      autocomplete: 'current-password',
    })
    expect(all(page, 'p', { role: 'alert' })).toEqual([])
  })

  it('logs a test user in with one ordinary form', () => {
    const page = render()
    expect(one(page, 'aside', { class: 'quiet' }).text).toContain(anna.email)
    expect(one(page, 'aside', { class: 'quiet' }).text).toContain(anna.password)
    expect(one(page, 'button', { class: 'secondary' }).text).toBe('Fortsæt som Anna Test')
    expect(one(page, 'input', { type: 'hidden', name: 'email' }).attributes.value).toBe(anna.email)
    expect(one(page, 'input', { type: 'hidden', name: 'password' }).attributes.value).toBe(anna.password)
    expect(all(page, 'input', { type: 'hidden', name: 'ReturnUrl', value: 'sample' })).toHaveLength(2)
  })

  it('shows no box when there is nobody to offer', () => {
    const page = render({ suggestions: [] })
    expect(all(page, 'aside', { class: 'quiet' })).toEqual([])
    expect(all(page, 'form')).toHaveLength(1)
  })

  it('announces a refusal at the fields, keeps the e-mail and never the password', () => {
    const page = render({ error: 'wrong-credentials', email: 'bo@butikker.example' })
    const alert = one(page, 'p', { role: 'alert' })
    expect(alert.text).not.toBe('')
    expect(one(page, 'title').text).toMatch(/^Fejl: /)
    for (const id of ['email', 'password']) {
      expect(one(page, 'input', { id }).attributes).toMatchObject({
        'aria-invalid': 'true',
        'aria-describedby': alert.attributes.id,
      })
    }
    expect(one(page, 'input', { id: 'email' }).attributes.value).toBe('bo@butikker.example')
    expect(one(page, 'input', { id: 'password' }).attributes).not.toHaveProperty('value')
    expect(all(page, 'input', { autofocus: '' }).map(({ attributes }) => attributes.id)).toEqual(['password'])
  })
})
