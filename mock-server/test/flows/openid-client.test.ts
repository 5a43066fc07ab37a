import { clients } from '@mobilepay-oidc/fixtures'
import { expect, test } from 'vitest'
import { startMockServer } from '../../src/index.ts'
import { people, shops } from '../support/people.ts'
import { freePort, runExample } from '../support/run-example.ts'
import { Visitor } from '../support/visitor.ts'

const rows = [
  { environment: 'sandbox-dk', responseMode: 'form_post', clientId: 'integrator', generation: '2024' },
  { environment: 'sandbox-dk', responseMode: 'fragment', clientId: 'integrator-reuse', generation: '2024' },
  { environment: 'sandbox-fi', responseMode: 'form_post', clientId: 'integrator-reuse', generation: '2018' },
  { environment: 'production-fi', responseMode: 'fragment', clientId: 'integrator', generation: '2018' },
] as const

for (const { environment, responseMode, clientId, generation } of rows) {
  test(`openid-client, unmodified: ${environment}, ${responseMode}, ${clientId}, generation ${generation}`, async () => {
    const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
    const registered = clients.map((client) => ({ ...client, redirectUris: [redirectUri] }))
    await using mock = await startMockServer({ clients: registered, generation })
    const [person, shop] = environment.endsWith('dk') ? [people.anna, shops.anna] : [people.aino, shops.aino]
    const client = registered.find((candidate) => candidate.clientId === clientId)
    const script = runExample(process.execPath, 'openid-client/flow.mjs', [environment, responseMode], {
      MOCK_URL: mock.url,
      CLIENT_ID: clientId,
      CLIENT_SECRET: client?.clientSecret ?? '',
      REDIRECT_URI: redirectUri,
    })

    const url = await script.line(/^http/)
    const fields = await new Visitor().grant({ url, redirectUri }, person)
    if (responseMode === 'form_post') await fetch(redirectUri, { method: 'POST', body: fields })
    else await fetch(new URL('/fragment', redirectUri), { method: 'POST', body: `${redirectUri}#${fields}` })

    const { exitCode, output, errors } = await script.finished()
    expect(errors).toBe('')
    expect(exitCode).toBe(0)
    expect(output).toContain(`refresh ${client?.refreshTokenUsage}\n`)
    expect(output).toMatch(new RegExp(`merchant ${shop.merchantId}\n$`))
  })
}
