import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { families } from '../src/checks/families.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { urlSubject } from '../src/subjects/url-subject.ts'

const checks = families.flatMap((family) => family.checks).filter(({ id }) => id === 'K-01')

describe('an answer that was not read to its end', () => {
  const flood = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-flood': 'yes' })
    response.write('{"access_token":"CANARY-ONE", "keys": [')
    for (let count = 0; count < 1100; count++) response.write(`${'{}, '.repeat(256)}\n`)
    response.end('{}]}')
  }
  const hangUp = (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('{"keys": [], "client_secret":"CANARY-CUT', () => response.destroy())
  }
  it.each<[string, (response: ServerResponse) => void, string, string]>([
    ['a flood', flood, 'larger than 1048576 bytes', '{"access_token":"[redacted]", "keys": [{}, {}'],
    ['a connection that closes', hangUp, 'ECONNRESET', '{"keys": [], "client_secret":"'],
  ])('is evidence as far as it was read: %s', async (_what, answer, why, begin) => {
    const server = createServer((request, response) => {
      if (request.url?.endsWith('/jwks')) return answer(response)
      response.end(JSON.stringify({ jwks_uri: `http://${request.headers.host}/jwks` }))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { targets } = urlSubject(`http://127.0.0.1:${port}/.well-known/openid-configuration`, '2024')
    const run = await runChecks({ subject: 's', targets, checks, today: '2026-11-26' })
    server.closeAllConnections()
    server.close()
    const [result] = run.results
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: expect.stringContaining(why) })
    expect(result?.reason).toMatch(/^GET http:\S+\/jwks: /)
    const [kept] = (result?.evidence ?? []).flatMap((id) => run.exchanges.get(id) ?? []).slice(-1)
    expect(kept?.request.url).toMatch(/\/jwks$/)
    expect(kept?.response.status).toBe(200)
    expect(kept?.response.body.startsWith(begin)).toBe(true)
    expect(kept?.response.body).toMatch(/… \(cut: .*\)$/)
    expect(kept?.response.body).not.toContain('CANARY')
    expect(kept?.response.body.length).toBeLessThan(20_000)
  })
})
