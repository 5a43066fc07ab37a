import { test } from '@mobilepay-oidc/mock-server/playwright'
import { expect } from '@playwright/test'

test.use({ mobilepayOptions: { consent: 'page' }, locale: 'da-DK' })

for (const attempt of ['one', 'other']) {
  test(`a merchant consents in a world of its own, ${attempt}`, async ({ page, mobilepay }) => {
    const authorize = mobilepay.environments['sandbox-dk'].discoveryUrl.replace(
      '.well-known/openid-configuration',
      'connect/authorize',
    )
    const query = new URLSearchParams({
      client_id: 'integrator',
      redirect_uri: 'http://127.0.0.1:7890/',
      response_type: 'code id_token',
      response_mode: 'fragment',
      scope: 'openid offline_access invoice',
      nonce: 'the same in both',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    await page.route('http://127.0.0.1:7890/**', (route) => route.fulfill({ body: 'back at the integrator' }))
    await page.goto(`${authorize}?${query}`)
    await page.getByRole('textbox', { name: 'E-mail' }).fill('anna@klippe.example')
    await page.getByLabel('Adgangskode').fill('mock-anna')
    await page.getByRole('button', { name: 'Log ind', exact: true }).click()
    await page.getByRole('button', { name: 'Ja, tillad' }).click()
    await expect(page.getByText('back at the integrator')).toBeVisible()
    expect(mobilepay.world.stage('sandbox').grants.all).toHaveLength(1)
  })
}
