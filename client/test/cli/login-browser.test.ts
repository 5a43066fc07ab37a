import { clients } from '@mobilepay-oidc/fixtures'
import { expect, it } from 'vitest'
import { chromiumTool, useChromium } from '../../../mock-server/test/support/chromium.ts'
import { describeWith } from '../../../mock-server/test/support/require.ts'
import { start, useHomes } from './support/cli.ts'
import { freeRedirectUri, useMock, worldOf } from './support/world.ts'

const mock = useMock()
const home = useHomes()

describeWith([chromiumTool], 'login, in Chromium', () => {
  const withPage = useChromium()

  it.each(['form_post', 'fragment'])('comes back by %s', async (mode) => {
    const redirectUri = await freeRedirectUri()
    const registered = clients.map((client) => ({ ...client, redirectUris: [redirectUri] }))
    const { env } = worldOf(mock, await home(), { clients: registered })
    const options = [
      '--redirect-uri',
      redirectUri,
      '--response-mode',
      mode,
      '--vat',
      'DK12345674',
      '--no-open',
      '--json',
    ]
    const login = start(['login', ...options], env)
    const url = await login.noted(/^(http\S+authorize\S+)$/m)
    await login.noted(/Waiting for the answer/)
    await withPage({}, async (page) => {
      await page.goto(url)
      await page.getByText('You can close this window').waitFor()
      expect(page.url()).toBe(redirectUri)
    })
    const { code, stdout } = await login.ended
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ merchantVat: 'DK12345674' })])
  })
})
