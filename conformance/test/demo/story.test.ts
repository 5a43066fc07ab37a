import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Step } from '../../src/demo/step.ts'
import { colored } from '../../src/reports/paint.ts'
import { lastLine, runHere } from './run.ts'

afterEach(() => vi.restoreAllMocks())

/** The steps of a performance in sandbox-fi. */
async function stepsOf(...args: readonly string[]): Promise<readonly Step[]> {
  const { out } = await runHere('--environment', 'sandbox-fi', '--json', ...args)
  return out
    .trimEnd()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

function requestsOf(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ number, exchanges }) =>
    exchanges.map(({ by, method, address, answer }) => {
      const place = address
        .replace(/^http:\/\/127\.0\.0\.1:\d+/, 'integrator')
        .replace(/^https:\/\/(.*?)\/(.*\/)?/, '$1 … ')
      return `${number} ${by}: ${method} ${place} ${answer?.status}`
    }),
  )
}

describe('the story', () => {
  it('goes by form_post', async () => {
    expect(requestsOf(await stepsOf())).toEqual([
      '1 back end: GET sandprod-admin.mobilepay.fi … openid-configuration 200',
      '3 browser: GET sandprod-admin.mobilepay.fi … authorize 200',
      '4 browser: POST integrator/callback 200',
      '5 back end: GET api.sandbox.mobilepay.dk … jwks 200',
      '5 back end: POST api.sandbox.mobilepay.dk … token 200',
      '6 back end: POST api.sandbox.mobilepay.dk … token 200',
      '7 back end: GET api.sandbox.mobilepay.dk … me 200',
    ])
  })

  it('goes by fragment, which no request to the redirect URI carries', async () => {
    const steps = await stepsOf('--response-mode', 'fragment')
    expect(requestsOf(steps).slice(1, 4)).toEqual([
      '3 browser: GET sandprod-admin.mobilepay.fi … authorize 302',
      '4 browser: GET integrator/callback 200',
      '4 browser: POST integrator/callback/fragment 200',
    ])
    expect(steps[3]?.exchanges[0]?.parameters).toEqual([])
  })

  it('decodes every token that passes', async () => {
    const steps = await stepsOf()
    const tokens = steps.flatMap(({ number, tokens }) =>
      tokens.map(({ name, claims }) => [number, name, claims] as const),
    )
    expect(tokens.map(([number, name]) => `${number} ${name}`)).toEqual([
      '4 ID token',
      '5 ID token',
      '5 Access token',
      '6 ID token',
      '6 Access token',
    ])
    expect(tokens[0]?.[2]).toMatchObject({ iss: 'https://api.mobilepay.dk/merchant', c_hash: expect.any(String) })
    expect(tokens[2]?.[2]).toMatchObject({ merchant_vat: 'FI99000114' })
  })

  it('has a sentence and a section for every step', async () => {
    for (const { explanation, specification } of await stepsOf()) {
      expect(explanation).toMatch(/\.$/)
      expect(specification).toMatch(/OpenID Connect|OAuth 2\.0|RFC \d+/)
    }
  })
})

describe('a step that fails', () => {
  /** The token endpoint is out of order. */
  function breakTokenEndpoint(): void {
    const real = globalThis.fetch
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) =>
      String(input).endsWith('/connect/token') ? new Response('', { status: 503 }) : real(input, init),
    )
  }

  it('is shown with its reason and what to do, and the exit code is 1', async () => {
    breakTokenEndpoint()
    const { exitCode, out } = await runHere('--environment', 'sandbox-dk')
    expect(exitCode).toBe(1)
    expect(out).toContain('This step failed.')
    expect(out).toContain('← 503')
    expect(out).toMatch(/ 5\/7 {3}/)
    expect(out).not.toMatch(/ 6\/7 {3}/)
    expect(lastLine(out)).toMatch(/sandbox-dk .* no id: a step failed$/)
  })

  it('does not keep the next environment from being played', async () => {
    breakTokenEndpoint()
    const { out } = await runHere('--json')
    const steps = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const failed = steps.filter(({ failure }) => failure)
    expect(failed.map(({ environment }) => environment)).toEqual(['sandbox-dk', 'sandbox-fi'])
    expect(failed[0].failure).toEqual({ message: expect.any(String), remedy: expect.any(String) })
  })
})

describe('colors', () => {
  it('change nothing but the colors', async () => {
    const { runDemo } = await import('../../src/demo/run-demo.ts')
    let out = ''
    const write = (text: string) => {
      out += text
    }
    await runDemo(['--environment', 'sandbox-dk'], { paint: colored, out: write, err: write })
    expect(out).toContain('\u001b[1m')
  })
})
