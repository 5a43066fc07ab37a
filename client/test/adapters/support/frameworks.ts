import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node:querystring'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import type { ConsentRoutesOptions } from '../../../src/adapters/consent-routes-options.ts'
import { mobilePayConsent as forExpress } from '../../../src/adapters/express.ts'
import { mobilePayConsent as forFastify } from '../../../src/adapters/fastify.ts'
import { mobilePayConsent as forFetch } from '../../../src/adapters/fetch.ts'
import { mobilePayConsent as forHono } from '../../../src/adapters/hono.ts'
import { mobilePayConsent as forKoa } from '../../../src/adapters/koa.ts'

/** What all frameworks are given alike. */
export type AnyOptions = Omit<ConsentRoutesOptions<unknown>, 'consent'> & Pick<ConsentRoutesOptions<object>, 'consent'>

export interface Served extends AsyncDisposable {
  readonly origin: string
}

/** An application with `/other` beside the consent routes, that answers 500 and `handled` where something is thrown. */
export interface Framework {
  readonly name: string
  /** @param parsed whether a body parser has read the form before */
  serve(options: AnyOptions, parsed?: boolean): Promise<Served>
}

export const frameworks: readonly Framework[] = [
  { name: 'Express', serve: serveExpress },
  { name: 'Koa', serve: serveKoa },
  { name: 'Fastify', serve: serveFastify },
  { name: 'Hono', serve: serveHono },
  { name: 'Fetch', serve: serveFetch },
]

/** Those whose applications commonly have a body parser in front. */
export const withParsers = frameworks.filter(({ name }) => name !== 'Fetch')

async function served(server: Server): Promise<Served> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serveExpress(options: AnyOptions, parsed = false): Promise<Served> {
  const app = express()
  if (parsed) app.use(express.urlencoded({ extended: true }))
  app.use(forExpress(options))
  app.get('/other', (_request, response) => void response.send('other'))
  const handle: express.ErrorRequestHandler = (_error, _request, response, _next) =>
    void response.status(500).send('handled')
  app.use(handle)
  return served(createServer(app))
}

async function serveKoa(options: AnyOptions, parsed = false): Promise<Served> {
  const app = new Koa()
  app.use(async (context, next) => {
    await next().catch(() => {
      context.status = 500
      context.body = 'handled'
    })
  })
  if (parsed) {
    app.use(async (context, next) => {
      Object.assign(context.request, { body: parse(Buffer.concat(await context.req.toArray()).toString()) })
      await next()
    })
  }
  app.use(forKoa(options))
  app.use((context) => {
    if (context.path === '/other') context.body = 'other'
  })
  return served(createServer(app.callback()))
}

async function serveFastify(options: AnyOptions, parsed = false): Promise<Served> {
  const app = fastify()
  app.setErrorHandler(async (_error, _request, reply) => reply.code(500).send('handled'))
  if (parsed) {
    const type = 'application/x-www-form-urlencoded'
    app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, parse(String(body))))
  }
  await app.register(forFastify(options))
  app.get('/other', async () => 'other')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

async function serveHono(options: AnyOptions, parsed = false): Promise<Served> {
  const app = new Hono()
  if (parsed) {
    app.use(async (context, next) => {
      await context.req.parseBody()
      await next()
    })
  }
  app.use(forHono(options))
  app.get('/other', (context) => context.text('other'))
  app.onError((_error, context) => context.text('handled', 500))
  return served(createAdaptorServer({ fetch: app.fetch }) as Server)
}

async function serveFetch(options: AnyOptions): Promise<Served> {
  const routes = forFetch(options)
  const fetch = async (request: Request) => {
    if (new URL(request.url).pathname === '/other') return new Response('other')
    return routes.fetch(request).catch(() => new Response('handled', { status: 500 }))
  }
  return served(createAdaptorServer({ fetch }) as Server)
}
