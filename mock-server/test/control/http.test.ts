import { request } from 'node:http'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeEach, describe, expect, test } from 'vitest'
import { commands } from '../../src/control/table.ts'
import { type MockServer, startMockServer } from '../../src/index.ts'

let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer()
  return () => mock.close()
})

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' }[]
}

interface Document {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

async function openApi(): Promise<Document> {
  return (await (await fetch(`${mock.url}/_mock/openapi.json`)).json()) as Document
}

/** A client made from the document alone: it knows nothing of the commands. */
function clientOf({ paths, servers }: Document) {
  return async (operationId: string, input: Record<string, unknown> = {}) => {
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation.operationId !== operationId) continue
        const names = (place: string) => operation.parameters.filter((one) => one.in === place).map(({ name }) => name)
        const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(input[name])))
        const query = new URLSearchParams(
          names('query').flatMap((name): [string, string][] => (name in input ? [[name, String(input[name])]] : [])),
        )
        const body = Object.fromEntries(Object.entries(input).filter(([name]) => !names('path').includes(name)))
        const hasBody = method !== 'get' && method !== 'delete'
        return fetch(`${servers[0]?.url}${filled}?${query}`, {
          method: method.toUpperCase(),
          ...(hasBody ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
        })
      }
    }
    throw new Error(`The document has no operation ${operationId}.`)
  }
}

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...(await openApi()) })
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  test('has every command', async () => {
    const { paths } = await openApi()
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    expect(ids.sort()).toEqual(commands.map(({ name }) => name).sort())
  })

  test('is enough for a client to walk through a world', async () => {
    const call = clientOf(await openApi())
    const created = (await (await call('worlds.create', { name: 'walk' })).json()) as { url: string }
    expect(created.url).toBe(`${mock.url}/w/walk`)
    await call('clock.freeze', { world: 'walk', time: '2026-01-01T00:00:00Z' })
    expect(await (await call('clock.advance', { world: 'walk', duration: 'P1D' })).json()).toEqual({
      now: '2026-01-02T00:00:00.000Z',
      frozen: true,
    })
    for (const { name } of commands.filter(({ name: each }) => /\.(list|get)$/.test(each) && each !== 'journal.get')) {
      expect((await call(name, { world: 'walk' })).status, name).toBe(200)
    }
    expect(await (await call('worlds.remove', { world: 'walk' })).json()).toEqual({ done: true })
  })
})

describe('refusals are problem details', () => {
  const post = (path: string, body: string, type = 'application/json') =>
    fetch(`${mock.url}/_mock${path}`, { method: 'POST', body, headers: { 'content-type': type } })

  test.each([
    ['/worlds', '{"nam": "x"}', 422, 'nam'],
    ['/worlds', '{"generation": "2020"}', 422, 'generation'],
    ['/worlds/unknown/clock/freeze', '{}', 404, 'world'],
  ])('%s %s', async (path, body, status, field) => {
    const answer = await post(path, body)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await answer.json()) as { status: number; detail: string; errors: { field: string }[] }
    expect([answer.status, problem.status]).toEqual([status, status])
    expect(problem.errors.map((error) => error.field)).toContain(field)
    expect(problem.detail).not.toBe('')
  })

  test.each([
    ['/worlds', '{', 'application/json', 400],
    ['/worlds', '[]', 'application/json', 400],
    ['/worlds', 'name=x', 'application/x-www-form-urlencoded', 415],
    ['/nothing', '{}', 'application/json', 404],
    ['/worlds/default', '{}', 'application/json', 405],
  ])('%s %s as %s', async (path, body, type, status) => {
    expect((await post(path, body, type)).status).toBe(status)
  })
})

describe('the guard', () => {
  function ask(headers: Record<string, string>, port = new URL(mock.url).port): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: '/_mock/worlds', headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  test('a foreign Host is refused: a name that was rebound to this machine', async () => {
    expect(await ask({ host: 'rebound.example' })).toBe(403)
  })

  test('a foreign Origin and a cross-site request are refused', async () => {
    const { host } = new URL(mock.url)
    expect(await ask({ host, origin: 'https://evil.example' })).toBe(403)
    expect(await ask({ host, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await ask({ host, origin: `http://${host}` })).toBe(200)
  })

  test('beyond loopback the token is asked for', async () => {
    await using open = await startMockServer({ host: '0.0.0.0' })
    const { port } = new URL(open.url)
    const host = `localhost:${port}`
    expect(open.control.token).toMatch(/^[\w-]{32}$/)
    expect(await ask({ host }, port)).toBe(401)
    expect(await ask({ host, authorization: 'Bearer wrong' }, port)).toBe(401)
    expect(await ask({ host, authorization: `Bearer ${open.control.token}` }, port)).toBe(200)
  })
})
