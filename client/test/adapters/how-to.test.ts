import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import type { FastifyInstance } from 'fastify'
import type { Hono } from 'hono'
import type Koa from 'koa'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newSealingKey } from '../../src/index.ts'
import { docBlocks, writeBlocks } from '../support/doc-blocks.ts'
import { formPost, useSimulator } from '../support/harness.ts'
import { clientId, clientSecret, merchantId } from '../support/simulator.ts'
import { CookieJar, useOwnServers } from './support/browser-like.ts'

const held = useSimulator()
useOwnServers()

const adapters = await docBlocks('docs/how-to/add-consent-to-a-web-application.md')
const fragment = await docBlocks('docs/how-to/receive-the-answer-in-a-fragment.md')
const client = adapters.filter(({ file }) => file === 'mobilepay.ts')
const folders: string[] = []

beforeEach(() => {
  vi.stubEnv('MOBILEPAY_CLIENT_ID', clientId)
  vi.stubEnv('MOBILEPAY_CLIENT_SECRET', clientSecret)
  vi.stubEnv('MOBILEPAY_SEALING_KEYS', newSealingKey())
})
beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined))
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

/** What a block of a page exports. */
async function exportsOf<T>(file: string, blocks = adapters): Promise<T> {
  const folder = await writeBlocks([...client, ...blocks.filter((block) => block.file === file)])
  folders.push(folder)
  return import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href)
}

/** How each framework's application becomes a listener of `node:http`. */
const listeners: Readonly<Record<string, () => Promise<RequestListener>>> = {
  'express.ts': async () => (await exportsOf<{ app: RequestListener }>('express.ts')).app,
  'koa.ts': async () => (await exportsOf<{ app: Koa }>('koa.ts')).app.callback(),
  'hono.ts': async () => onFetch((await exportsOf<{ app: Hono }>('hono.ts')).app.fetch),
  'fetch.ts': async () => onFetch((await exportsOf<{ fetch: FetchHandler }>('fetch.ts')).fetch),
  'fastify.ts': async () => {
    const { app } = await exportsOf<{ app: FastifyInstance }>('fastify.ts')
    await app.ready()
    return (request, response) => app.routing(request, response)
  },
}

type FetchHandler = (request: Request) => Response | Promise<Response>

function onFetch(fetch: FetchHandler): RequestListener {
  const server = createAdaptorServer({ fetch })
  return (request, response) => void server.emit('request', request, response)
}

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('docs/how-to/add-consent-to-a-web-application.md', () => {
  it.each(Object.keys(listeners))('%s connects a merchant', async (file) => {
    await using server = await serve((await listeners[file]?.()) ?? (() => undefined))
    const jar = new CookieJar(server)
    const start = await jar.request('/mobilepay/start?merchant_vat=DK12345674')
    const connected = await jar.post('/callback', await held.mobilepay.authorize(start.headers.get('location') ?? ''))
    expect(connected.headers.get('location')).toBe('https://integrator.example/settings')
  })

  it('session.ts asks the session, and has it back with the callback', async () => {
    const { app, connected } = await exportsOf<{ app: RequestListener; connected: unknown[] }>('session.ts')
    await using server = await serve(app)
    const jar = new CookieJar(server)
    expect((await jar.request('/mobilepay/start')).headers.get('location')).toBe('/login')
    const start = await jar.request('/mobilepay/start', { headers: { 'x-user': 'anna' } })
    await jar.post('/callback', await held.mobilepay.authorize(start.headers.get('location') ?? ''))
    expect(connected).toEqual([{ user: { user: 'anna' }, merchantId }])
  })
})

describe('docs/how-to/receive-the-answer-in-a-fragment.md', () => {
  it('express.ts serves the relay page', async () => {
    const { app } = await exportsOf<{ app: RequestListener }>('express.ts', fragment)
    await using server = await serve(app)
    expect((await new CookieJar(server).request('/callback')).text).toContain('<script>')
  })

  it('routes.ts connects a merchant', async () => {
    interface Routes {
      start(session: string): Promise<string>
      callback(session: string, request: Request): Promise<Response>
    }
    const { start, callback } = await exportsOf<Routes>('routes.ts', fragment)
    const answer = await held.mobilepay.authorize(await start('anna'))
    expect(await (await callback('anna', new Request('https://integrator.example/callback'))).text()).toContain(
      '<script>',
    )
    expect(await (await callback('anna', formPost(answer))).text()).toBe(`connected ${merchantId}`)
  })
})
