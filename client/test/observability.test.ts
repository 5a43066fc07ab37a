import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ProtocolError } from '../src/index.ts'
import { type Attributes, safePath, setAttributes } from '../src/observability/attributes.ts'
import { noAttributes, observe } from '../src/observability/observe.ts'

const environment = { id: 'sandbox-dk' }
const cleanups: (() => void)[] = []

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** Everything that is published on a channel, as it stood at that moment. */
function listen(name: string): [string, Record<string, unknown>][] {
  const seen: [string, Record<string, unknown>][] = []
  for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
    const channel = `tracing:mobilepay:${name}:${event}`
    const handler = (message: unknown) => seen.push([event, structuredClone(message) as Record<string, unknown>])
    subscribe(channel, handler)
    cleanups.push(() => unsubscribe(channel, handler))
  }
  return seen
}

describe('an observed operation', () => {
  it('is published from start to end with what became known, and without its result', async () => {
    const seen = listen('token')
    const result = await observe(
      'token',
      { debug: undefined, environment },
      () => ({ 'server.port': 443 }),
      async (note) => {
        note({ 'http.response.status_code': 200 })
        return { access_token: 'canary' }
      },
    )
    expect(result).toEqual({ access_token: 'canary' })
    expect(seen.map(([event]) => event)).toEqual(['start', 'end', 'asyncStart', 'asyncEnd'])
    expect(seen.at(-1)?.[1]).toMatchObject({
      operation: 'token',
      attributes: { 'mobilepay.environment': 'sandbox-dk', 'server.port': 443, 'http.response.status_code': 200 },
    })
    expect(inspect(seen, { depth: 9 })).not.toContain('canary')
  })

  it('publishes a typed error, and of any other one nothing', async () => {
    const seen = listen('refresh')
    const typed = new ProtocolError('connection-needs-consent')
    const watched = { debug: undefined, environment }
    await expect(observe('refresh', watched, noAttributes, () => Promise.reject(typed))).rejects.toBe(typed)
    const raw = new Error('canary')
    await expect(observe('refresh', watched, noAttributes, () => Promise.reject(raw))).rejects.toBe(raw)
    const errors = seen.filter(([event]) => event === 'error').map(([, message]) => message)
    expect(errors).toMatchObject([
      { attributes: { 'error.type': 'connection-needs-consent' } },
      { attributes: { 'error.type': 'unexpected' } },
    ])
    expect(inspect(seen, { depth: 9 })).not.toContain('canary')
  })

  it('carries an async context, as OpenTelemetry binds its own', async () => {
    const { AsyncLocalStorage } = await import('node:async_hooks')
    const store = new AsyncLocalStorage<string>()
    const channel = tracingChannel('mobilepay:api')
    channel.start.bindStore(store, () => 'span')
    cleanups.push(() => channel.start.unbindStore(store))
    const inside = await observe('api', { debug: undefined, environment }, noAttributes, async () => store.getStore())
    expect([inside, store.getStore()]).toEqual(['span', undefined])
  })

  it('is run as it is where nobody watches', async () => {
    const work = observe('jwks', { debug: undefined, environment }, noAttributes, async () => 'done')
    await expect(work).resolves.toBe('done')
  })
})

describe('the debug log', () => {
  it('has one line of JSON for each operation', async () => {
    const lines: string[] = []
    const watched = { debug: (line: string) => void lines.push(line), environment }
    await observe(
      'discovery',
      watched,
      () => ({ 'server.address': 'admin.mobilepay.dk' }),
      async () => 'x',
    )
    const failed = observe('api', watched, noAttributes, () => Promise.reject(new ProtocolError('api-unauthorized')))
    await expect(failed).rejects.toMatchObject({ code: 'api-unauthorized' })
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        mobilepay: 'discovery',
        ms: expect.any(Number),
        'mobilepay.environment': 'sandbox-dk',
        'server.address': 'admin.mobilepay.dk',
      },
      expect.objectContaining({ mobilepay: 'api', 'error.type': 'api-unauthorized' }),
    ])
  })
})

describe('attributes', () => {
  const names: readonly (keyof Attributes)[] = [
    'mobilepay.environment',
    'mobilepay.connection',
    'mobilepay.scopes',
    'mobilepay.correlation_id',
    'server.address',
    'url.path',
    'http.request.method',
    'error.type',
  ]

  it.each([
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtc2lnbmF0dXJl',
    'canary secret+/=',
    'line\nbreak',
    'https://user:password@host/',
    'https://host/?code=1',
  ])('do not take %j by any name', (value) => {
    for (const name of names) {
      const target: Record<string, unknown> = {}
      setAttributes(target, { [name]: value })
      expect([name, target[name]]).toEqual([name, '[redacted]'])
    }
  })

  it('take no name but their own', () => {
    const target: Record<string, unknown> = {}
    setAttributes(target, { authorization: 'Bearer x', constructor: 'x' } as Attributes)
    expect(target).toEqual({})
  })

  it('show paths without numbers that may be somebody’s', () => {
    expect(safePath('/invoice-restapi/api/v1/merchants/me')).toBe('/invoice-restapi/api/v1/merchants/me')
    expect(safePath('/x/3f2504e0-4f89-41d3-9a0c-0305e82c3301/y')).toBe('/x/3f2504e0-4f89-41d3-9a0c-0305e82c3301/y')
    expect(safePath('/x/DK12345674/+4512345678/%40')).toBe('/x/*/*/*')
    fc.assert(
      fc.property(fc.stringMatching(/^(DK|FI)\d{8}$/), fc.webPath(), (vat, path) => {
        expect(safePath(`${path}/a${vat}`)).not.toContain(vat)
      }),
    )
  })
})
