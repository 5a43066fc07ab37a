import { describe, expect, it } from 'vitest'
import { families as all } from '../src/checks/families.ts'
import { Evidence } from '../src/run/evidence.ts'
import { redactFields, redactHeaders, redactText } from '../src/run/redact.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { reply, StandIn } from './support/stand-in.ts'

const token = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.c2lnbmF0dXJl`

describe('evidence', () => {
  it.each([
    ['an address', 'https://a.example/?code=CANARY&state=kept', 'https://a.example/?code=[redacted]&state=kept'],
    [
      'a fragment',
      'https://a.example/#id_token=CANARY&state=kept',
      'https://a.example/#id_token=[redacted]&state=kept',
    ],
    ['a token anywhere', `see ${token}!`, 'see [redacted]!'],
    [
      'a hidden field',
      `<input type='hidden' name='code' value='CANARY' />`,
      `<input type='hidden' name='code' value="[redacted]" />`,
    ],
    ['a field with its value first', '<input value=CANARY name=id_token>', '<input value="[redacted]" name=id_token>'],
    [
      'a member',
      '{ "access_token" : "CANARY\\"x", "expires_in": 300 }',
      '{ "access_token" : "[redacted]", "expires_in": 300 }',
    ],
    ['a private key', '{"kty":"RSA","n":"kept","d":"CANARY"}', '{"kty":"RSA","n":"kept","d":"[redacted]"}'],
  ])('hides %s', (_what, text, safe) => {
    expect(redactText(text)).toBe(safe)
  })

  it.each([
    '{"code_challenge_methods_supported":["plain"],"d":1}',
    'https://a.example/?code_challenge=kept&response_type=code+id_token',
    '{"issuer":"a","issuer":"b"}',
  ])('leaves %s byte for byte', (text) => {
    expect(redactText(text)).toBe(text)
  })

  it('hides headers and form fields by name', () => {
    expect(
      redactHeaders([
        ['Authorization', 'Basic CANARY'],
        ['set-cookie', 'idsrv=CANARY'],
        ['date', 'today'],
      ]),
    ).toEqual({
      Authorization: '[redacted]',
      'set-cookie': '[redacted]',
      date: 'today',
    })
    const form = [
      ['client_secret', 'CANARY'],
      ['grant_type', 'authorization_code'],
    ] as const
    expect(redactFields(form)).toEqual([
      ['client_secret', '[redacted]'],
      ['grant_type', 'authorization_code'],
    ])
  })

  it('hides what personal data a login has, and keeps the form of a VAT number', () => {
    const evidence = new Evidence('sandbox-dk')
    const query =
      'merchant_vat=DK12345674&login_hint=anna%40klippe.example&ReturnUrl=%2Fcb%3Fmerchant_vat%3DFI87654321%26login_hint%3Danna%2540klippe.example'
    const form = { merchant_vat: 'DK 123', 'Input.Username': 'anna@klippe.example' }
    evidence.take(
      { method: 'POST', url: `https://a.example/?${query}`, form },
      reply(200, '<td>DK12345674</td><td>anna@klippe.example</td>'),
    )
    const recorded = evidence.exchanges.get('sandbox-dk/001')
    expect(recorded?.request.url).toBe(
      'https://a.example/?merchant_vat=DKxxxxxxxx&login_hint=[redacted]&ReturnUrl=%2Fcb%3Fmerchant_vat%3DFIxxxxxxxx%26login_hint%[redacted]',
    )
    expect(recorded?.request.form).toEqual([
      ['merchant_vat', 'DK xxx'],
      ['Input.Username', '[redacted]'],
    ])
    expect(recorded?.response.body).toBe('<td>DKxxxxxxxx</td><td>[redacted]</td>')
  })

  it('hides a secret wherever it comes back, and nothing that is named like it', () => {
    const evidence = new Evidence('sandbox-dk', ['s3cret/with+signs'])
    const cookie = 'a-cookie-value-of-some-length'
    const code = '0123456789ABCDEF0123456789ABCDEF'
    const headers = { 'set-cookie': `mock.of.this.world=${cookie}; Path=/sandprod-admin.mobilepay.dk/account` }
    evidence.take({ method: 'GET', url: `https://a.example/?code=${code}&error=x` }, reply(200, '', headers))
    const body = `${code} ${cookie} s3cret/with+signs s3cret%2Fwith%2Bsigns sandprod-admin.mobilepay.dk mock.of.this.world`
    evidence.take({ method: 'GET', url: 'https://a.example/' }, reply(400, body))
    expect(evidence.exchanges.get('sandbox-dk/002')?.response.body).toBe(
      '[redacted] [redacted] [redacted] [redacted] sandprod-admin.mobilepay.dk mock.of.this.world',
    )
  })

  it('hides a secret in the very answer to the request that sent it, whole or cut', () => {
    const evidence = new Evidence('sandbox-dk')
    const secret = '0123456789ABCDEF0123456789abcdef'
    const request = { method: 'POST', url: 'https://a.example/', form: { client_secret: secret } }
    evidence.take(request, reply(400, `${secret} was refused`))
    evidence.keepCut(request, reply(400, `${secret} was refused and`), 'no end')
    const bodies = Array.from(evidence.exchanges.values(), ({ response }) => response.body)
    expect(bodies).toEqual(['[redacted] was refused', '[redacted] was refused … (cut: no end)'])
  })

  it('cuts long bodies and says so', () => {
    const evidence = new Evidence('sandbox-dk')
    evidence.take({ method: 'GET', url: 'https://a.example/' }, reply(200, 'x'.repeat(20_000)))
    expect(evidence.exchanges.get('sandbox-dk/001')?.response.body).toMatch(/x… \(3616 more characters\)$/)
  })

  it('of a whole run carries no secret, code or token, and every name that a check cites', async () => {
    const provider = new StandIn()
    Object.assign(provider.keys[0] ?? {}, { d: 'CANARY-private' })
    // Those that the stand-in is made for.
    const checks = all.filter(({ id }) => id === 'D' || id === 'K').flatMap((family) => family.checks)
    const run = await runChecks({ subject: 's', targets: [provider.target], checks, today: '2026-11-24' })
    const written = JSON.stringify([run.results, [...run.exchanges]])
    // State and nonce are random and stay: three letters of them mean nothing.
    expect(written.match(/canary|eyJ[\w-]+\.[\w-]+/gi)).toBeNull()
    for (const { id, evidence } of run.results)
      for (const name of evidence) expect(run.exchanges.has(name), `${id} cites ${name}`).toBe(true)
    const login = run.results.find(({ id }) => id === 'D-07')
    expect(login?.evidence.length).toBeGreaterThanOrEqual(3)
  })
})
