import { createPrivateKey } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { testKeys } from '@mobilepay-oidc/fixtures'
import { describe, expect, it } from 'vitest'
import { guardedSend } from '../src/subjects/guarded-send.ts'
import { textOf } from '../src/subjects/http.ts'
import { pace } from '../src/subjects/pace.ts'
import { probeTls } from '../src/subjects/tls-probe.ts'
import { reply } from './support/stand-in.ts'

describe('sending', () => {
  const listening = async (listener: RequestListener) => {
    const server = createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    return { url, [Symbol.asyncDispose]: async () => void server.close() }
  }

  it('gives status, headers and bytes, and follows no redirect', async () => {
    await using server = await listening((_request, response) => {
      response.writeHead(302, { location: 'https://a.example/', 'set-cookie': ['a=1', 'b=2'] }).end('elsewhere')
    })
    const response = await guardedSend()({ method: 'GET', url: server.url })
    expect([response.status, response.headers.get('location'), textOf(response)]).toEqual([
      302,
      'https://a.example/',
      'elsewhere',
    ])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('posts forms', async () => {
    await using server = await listening((request, response) => {
      request.pipe(response.setHeader('x-type', String(request.headers['content-type'])))
    })
    const response = await guardedSend()({ method: 'POST', url: server.url, form: { a: 'b c+' } })
    expect(textOf(response)).toBe('a=b+c%2B')
    expect(response.headers.get('x-type')).toMatch(/^application\/x-www-form-urlencoded/)
  })

  it('gives up on a flood', async () => {
    await using server = await listening((_request, response) => {
      response.end(Buffer.alloc(2 * 1024 * 1024))
    })
    await expect(guardedSend()({ method: 'GET', url: server.url })).rejects.toThrow(/larger than/)
  })

  it('says that nobody listens', async () => {
    const { url } = await (async () => {
      await using server = await listening(() => {})
      return { url: server.url }
    })()
    await expect(guardedSend()({ method: 'GET', url })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('says that the other side hung up', async () => {
    await using server = await listening((request) => request.socket.destroy())
    await expect(guardedSend()({ method: 'GET', url: server.url })).rejects.toMatchObject({ name: 'TransportError' })
  })

  it('asks again where a kept connection was closed meanwhile, and never sends twice what does something', async () => {
    const heard = new Map<Socket, number>()
    const methods: string[] = []
    await using server = await listening(({ method = '', socket }, response) => {
      methods.push(method)
      heard.set(socket, (heard.get(socket) ?? 0) + 1)
      if (heard.get(socket) === 1) response.end('first')
      else socket.destroy()
    })
    const send = guardedSend()
    const get = { method: 'GET', url: server.url }
    expect(textOf(await send(get))).toBe('first')
    expect(textOf(await send(get))).toBe('first')
    expect(methods).toEqual(['GET', 'GET', 'GET'])
    await expect(send({ method: 'POST', url: server.url, form: {} })).rejects.toThrow(/ECONNRESET/)
    expect(methods).toEqual(['GET', 'GET', 'GET', 'POST'])
  })
})

describe('pace', () => {
  it('leaves time between requests, and asks for none where enough has passed', async () => {
    const waits: number[] = []
    let time = 0
    const send = pace(
      async () => reply(200, ''),
      1000,
      () => time,
      async (milliseconds) => waits.push(milliseconds),
    )
    const request = { method: 'GET', url: 'https://a.example/' } as const
    await Promise.all([send(request), send(request), send(request)])
    time = 2500
    await send(request)
    time = 9000
    await send(request)
    expect(waits).toEqual([1000, 2000, 500])
  })

  it.each([
    ['seconds', 429, { 'retry-after': '7' }, [7000]],
    ['a date', 503, { 'retry-after': 'Wed, 25 Nov 2026 12:00:05 GMT', date: 'Wed, 25 Nov 2026 12:00:00 GMT' }, [5000]],
    ['a day, which nobody waits', 429, { 'retry-after': '86400' }, [120_000]],
    ['what nobody can read', 429, { 'retry-after': 'soon' }, [1000]],
    ['seconds after a success', 200, { 'retry-after': '7' }, [1000]],
  ])('waits as an answer asks: %s', async (_what, status, headers, expected) => {
    const waits: number[] = []
    const send = pace(
      async () => reply(status, '', headers as Record<string, string>),
      1000,
      () => 0,
      async (milliseconds) => waits.push(milliseconds),
    )
    await send({ method: 'GET', url: 'https://a.example/' })
    await send({ method: 'GET', url: 'https://a.example/' })
    expect(waits).toEqual(expected)
  })
})

describe('a TLS handshake', () => {
  it('tells the protocol, an untrusted certificate and a refused version', async () => {
    const [key] = testKeys.sandbox
    const certificate = `-----BEGIN CERTIFICATE-----\n${key.certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
    const privateKey = createPrivateKey({ key: key.privateKey, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' })
    const server = createTlsServer({ key: privateKey, cert: certificate, minVersion: 'TLSv1.2' })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await probeTls('127.0.0.1', port, 'TLSv1.3')).toMatchObject({
      protocol: 'TLSv1.3',
      certificateProblem: expect.stringMatching(/SELF_SIGNED/),
    })
    expect(await probeTls('127.0.0.1', port, 'TLSv1.1')).toMatchObject({
      protocol: undefined,
      error: expect.any(String),
    })
    server.close()
  })
})
