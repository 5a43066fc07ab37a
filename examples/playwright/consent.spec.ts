import { test } from '@mobilepay-oidc/mock-server/playwright'
import { expect } from '@playwright/test'

test.use({ mobilepayOptions: { consent: 'page' }, locale: 'da-DK' })

test('a merchant logs in and consents', async ({ page, mobilepay }) => {
  const authorize = mobilepay.environments['sandbox-dk'].discoveryUrl.replace(
    '.well-known/openid-configuration',
    'connect/authorize',
  )
  const query = new URLSearchParams({
    response_type: 'code id_token',
    response_mode: 'fragment',
    client_id: 'integrator',
    redirect_uri: 'http://127.0.0.1:7890/',
    scope: 'openid offline_access invoice',
    nonce: 'a new one each time',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  await page.route('http://127.0.0.1:7890/**', (route) => route.fulfill({ body: 'your application' }))
  await page.goto(`${authorize}?${query}`)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('anna@klippe.example')
  await page.getByLabel('Adgangskode').fill('mock-anna')
  await page.getByRole('button', { name: 'Log ind', exact: true }).click()
  await page.getByRole('button', { name: 'Ja, tillad' }).click()
  await expect(page.getByText('your application')).toBeVisible()
})
