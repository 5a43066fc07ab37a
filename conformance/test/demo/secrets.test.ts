import { clients } from '@mobilepay-oidc/fixtures'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runHere } from './run.ts'

/** Values that give access, wherever they travel: parameters, form fields, JSON members, cookies, Bearer tokens. */
const secretNames = 'code|id_token|access_token|refresh_token|code_verifier|client_secret'

/** Notes every secret of the requests and answers that pass. */
function watchSecrets(): Set<string> {
  const secrets = new Set<string>()
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const response = await real(input, init)
    const texts = [
      request.url,
      await request.text(),
      await response.clone().text(),
      response.headers.get('location') ?? '',
    ]
    for (const secret of texts.flatMap(secretsOf)) secrets.add(secret)
    for (const cookie of response.headers.getSetCookie()) secrets.add(/=([^;]+)/.exec(cookie)?.[1] ?? '')
    const bearer = request.headers.get('authorization')?.split(' ')[1]
    if (bearer) secrets.add(bearer)
    return response
  })
  return secrets
}

function secretsOf(text: string): readonly string[] {
  const patterns = [
    `[?&#](${secretNames})=([^&]+)`,
    `^()code=([^&]+)`,
    `"(${secretNames})":"([^"]+)"`,
    `name='(${secretNames})' value='([^']+)'`,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, 'g'))].map((match) => match[2] ?? ''))
}

afterEach(() => vi.restoreAllMocks())

describe('the demo gives nothing away', () => {
  it.each([
    ['form_post', '2024', []],
    ['form_post', '2018', []],
    ['fragment', '2024', []],
    ['fragment', '2018', []],
    ['form_post', '2024', ['--json']],
    ['fragment', '2024', ['--json']],
  ] as const)('by %s, generation %s, %j', async (mode, generation, further) => {
    const secrets = watchSecrets()
    const { exitCode, out } = await runHere('--response-mode', mode, '--generation', generation, ...further)
    expect(exitCode).toBe(0)
    // Two environments, each with a code, a verifier, two refresh tokens, two access tokens, three ID tokens and a
    // session; both have one client secret. In generation 2018 a token refreshed within a second is the same again.
    expect(secrets.size).toBeGreaterThanOrEqual(2 * (generation === '2018' ? 9 : 10) + 1)
    expect([...secrets].filter((secret) => out.includes(secret) || out.includes(encodeURIComponent(secret)))).toEqual(
      [],
    )
    for (const { clientSecret } of clients) expect(out).not.toContain(clientSecret)
    expect(out).not.toMatch(/eyJ[\w-]+\.[\w-]+/)
    expect(out).not.toContain('developer-portal-secret')
  })
})
