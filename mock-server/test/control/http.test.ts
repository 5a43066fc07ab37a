import { beforeEach, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../src/index.ts'

let mock: MockServer

beforeEach(async () => {
  mock = await startMockServer()
  return () => mock.close()
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
    ['/worlds', '', 'text/plain', 415],
    ['/worlds', '{}', 'text/plain;application/json', 415],
    ['/worlds', '{}', 'application/json; charset=utf-16', 415],
    ['/worlds?name=x', '{}', 'application/json', 400],
    ['/worlds/default/clock/freeze', '{"world": "other"}', 'application/json', 400],
    ['/worlds/%E0%A4%A/clock/freeze', '{}', 'application/json', 400],
  ])('%s %s as %s', async (path, body, type, status) => {
    expect((await post(path, body, type)).status).toBe(status)
  })
})

describe('nothing that was sent is passed over', () => {
  const get = (path: string, method = 'GET') => fetch(`${mock.url}/_mock${path}`, { method })

  test.each([
    ['/worlds/default/journal?statsu=400', 422, 'statsu'],
    ['/worlds/default/journal?status=bad', 422, 'status'],
    ['/worlds/default/journal?status=400&status=200', 400, 'status'],
    ['/worlds/default/clock?world=other', 400, 'world'],
    ['/worlds/default/journal?outcome=refusd', 422, 'outcome'],
  ])('%s', async (path, status, field) => {
    const answer = await get(path)
    const problem = (await answer.json()) as { errors: { field: string; allowed: string }[] }
    expect(answer.status).toBe(status)
    expect(problem.errors).toMatchObject([{ field, allowed: expect.stringMatching(/./) }])
  })

  test('a body that is not in UTF-8', async () => {
    const answer = await fetch(`${mock.url}/_mock/worlds`, {
      method: 'POST',
      body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      headers: { 'content-type': 'application/json' },
    })
    expect([answer.status, await answer.json()]).toMatchObject([400, { detail: 'The body is not in UTF-8.' }])
  })

  test('a method that a path has not is told the ones it has', async () => {
    const answer = await get('/worlds/default/clock', 'DELETE')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PUT'])
  })
})
