import { once } from 'node:events'
import { duplexPair } from 'node:stream'
import { connect as secure } from 'node:tls'
import { beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'
import { opened, openRaw, openTunnel, readUntil } from './raw-proxy.ts'

const host = 'sandprod-admin.mobilepay.dk'
const discovery = '/account/.well-known/openid-configuration'
const get = (path: string, name = host, more = '') => `GET ${path} HTTP/1.1\r\nHost: ${name}\r\n${more}\r\n`
const chunkedEnd = /\r\n0\r\n\r\n$/

let mock: MockServer
let ca: string
beforeEach(async () => {
  mock = await startMockServer()
  ca = (await mock.proxy.prepare()) ?? ''
  return () => mock.close()
})

describe('a tunnel', () => {
  test.each(['sandprod-admin.mobilepay.dk', 'sandprod-admin.mobilepay.fi', 'admin.mobilepay.dk', 'admin.mobilepay.fi'])(
    'to %s ends in the mock, which speaks HTTP/1.1 there and writes real addresses',
    async (name) => {
      const inside = await openTunnel(mock.proxy.url, name, ca)
      expect(inside.authorized).toBe(true)
      expect(inside.alpnProtocol).toBe('http/1.1')
      inside.write(get(discovery, name))
      expect(await readUntil(inside, chunkedEnd)).toContain(
        `"authorization_endpoint":"https://${name}/account/connect/`,
      )
      inside.destroy()
    },
  )

  test('carries one request after another, also when they are sent at once', async () => {
    const inside = await openTunnel(mock.proxy.url, host, ca)
    inside.write(get(discovery) + get(discovery) + get('/nothing'))
    const answers = await readUntil(inside, /It has nothing at this path of [\s\S]*\r\n0\r\n\r\n$/)
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
    inside.write(get(discovery, host, 'Connection: close\r\n'))
    expect(await readUntil(inside, /never/)).toContain('"issuer":"https://api.mobilepay.dk/merchant"')
    inside.destroy()
  })

  test('has nothing of the mock’s own: no commands, no console, no path form', async () => {
    const inside = await openTunnel(mock.proxy.url, host, ca)
    for (const [path, name, status] of [
      ['/_mock/worlds', host, 404],
      ['/_mock/', 'localhost', 421],
      [`/${host}${discovery}`, '127.0.0.1', 421],
      ['/', 'example.com', 421],
    ] as const) {
      inside.write(get(path, name))
      expect(await readUntil(inside, chunkedEnd), path).toMatch(`HTTP/1.1 ${status} `)
    }
    inside.destroy()
  })

  test('begins with what came right behind its CONNECT', async () => {
    const [near, far] = duplexPair()
    const inside = secure({ socket: near, servername: host, ca })
    const [hello] = (await once(far, 'data')) as [Buffer]
    const socket = await openRaw(mock.proxy.url)
    socket.write(Buffer.concat([Buffer.from(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`), hello]))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    const end = answer.indexOf('\r\n\r\n') + 4
    expect(String(answer.subarray(0, end))).toMatch(opened)
    far.write(answer.subarray(end))
    far.pipe(socket).pipe(far)
    inside.write(get(discovery))
    expect(await readUntil(inside, chunkedEnd)).toContain('200 OK')
    socket.destroy()
  })

  test('of a client that sends no TLS is closed', async () => {
    const socket = await openRaw(mock.proxy.url)
    socket.write(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`)
    expect(await readUntil(socket, /\r\n\r\n/)).toMatch(opened)
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await readUntil(socket, /never/)
    socket.destroy()
    expect((await fetch(mock.environments['sandbox-dk'].discoveryUrl)).status).toBe(200)
  })

  test('that its client leaves at any moment disturbs nobody', async () => {
    const asked = await openRaw(mock.proxy.url)
    asked.write(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`)
    asked.resetAndDestroy()
    const halfway = await openRaw(mock.proxy.url)
    halfway.write(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`)
    await readUntil(halfway, /\r\n\r\n/)
    halfway.write(Buffer.from('160301', 'hex'))
    halfway.resetAndDestroy()
    const inside = await openTunnel(mock.proxy.url, host, ca)
    inside.write(`POST /account/connect/token HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nhalf`)
    inside.destroy()
    const next = await openTunnel(mock.proxy.url, host, ca)
    next.write(get(discovery))
    expect(await readUntil(next, chunkedEnd)).toContain('200 OK')
    next.destroy()
  })

  test('whose client has said all that it will say still gets its answer', async () => {
    const inside = await openTunnel(mock.proxy.url, host, ca)
    inside.end(get(discovery))
    expect(await readUntil(inside, chunkedEnd)).toContain('200 OK')
    inside.destroy()
  })

  test('ends with the mock, in the middle of a request and without one', async () => {
    const idle = await openTunnel(mock.proxy.url, host, ca)
    const silent = await openRaw(mock.proxy.url)
    silent.write(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`)
    await readUntil(silent, /\r\n\r\n/)
    const held = await openTunnel(mock.proxy.url, host, ca)
    await mock.control.run('faults.add', { world: 'default', fault: 'hold' })
    held.write(get(discovery))
    const all = [idle, silent, held].map((socket) => {
      socket.on('error', () => undefined)
      return new Promise((resolve) => socket.resume().once('close', resolve))
    })
    await mock.close()
    await Promise.all(all)
  })

  test('outlives its world: the next request gets the usual answer, and that of a new world of the name', async () => {
    const world = mock.createWorld({}, 'mine')
    const credentials = `Proxy-Authorization: Basic ${Buffer.from('mine:').toString('base64')}\r\n`
    const inside = await openTunnel(mock.proxy.url, host, ca, credentials)
    inside.write(get(discovery))
    expect(await readUntil(inside, chunkedEnd)).toContain('200 OK')
    world.remove()
    inside.write(get(discovery))
    const gone = await readUntil(inside, chunkedEnd)
    expect(gone).toContain('404 Not Found')
    expect(gone).toContain('There is no world "mine". It was removed')
    const again = mock.createWorld({}, 'mine')
    inside.write(get(discovery))
    expect(await readUntil(inside, chunkedEnd)).toContain('200 OK')
    expect(again.world.journal.count()).toBe(1)
    inside.destroy()
  })

  test('can be had over TLS as well, where the port belongs to a world', async () => {
    const world = mock.createWorld({ generation: '2018' })
    const { port } = await world.openTls()
    const outer = secure({ host: '127.0.0.1', port, servername: 'localhost', ca })
    await once(outer, 'secureConnect')
    outer.write(`CONNECT ${host}:443 HTTP/1.1\r\n\r\n`)
    expect(await readUntil(outer, /\r\n\r\n/)).toMatch(opened)
    const inside = secure({ socket: outer, servername: host, ca })
    await once(inside, 'secureConnect')
    inside.write(get(discovery))
    expect(await readUntil(inside, chunkedEnd)).not.toContain('backchannel_user_code_parameter_supported')
    expect(world.world.journal.count()).toBe(1)
    inside.destroy()
  })

  test('takes faults on the wire: what is reset is reset', async () => {
    const inside = await openTunnel(mock.proxy.url, host, ca)
    await mock.control.run('faults.add', { world: 'default', fault: 'connection-reset' })
    inside.write(get(discovery))
    await expect(readUntil(inside, /never/)).rejects.toMatchObject({ code: 'ECONNRESET' })
    await mock.control.run('faults.add', { world: 'default', fault: 'body-truncated' })
    const next = await openTunnel(mock.proxy.url, host, ca)
    next.write(get(discovery))
    const text = await readUntil(next, /never/)
    expect(text).toContain('"issuer"')
    expect(text).not.toContain('backchannel_user_code_parameter_supported')
  })
})
