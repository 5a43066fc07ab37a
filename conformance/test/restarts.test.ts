import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Restarts } from '../src/everywhere/restarts.ts'
import type { HttpRequest, HttpResponse } from '../src/subjects/http.ts'

const request: HttpRequest = { method: 'GET', url: 'http://localhost:1/' }
const answer: HttpResponse = { status: 200, headers: new Headers(), body: new Uint8Array() }

it('a server is restarted when nothing is under way, and what comes meanwhile waits', async () => {
  const seen: string[] = []
  let underWay = 0
  const restarts = new Restarts(3, async () => {
    seen.push(`restart with ${underWay} under way`)
    await setImmediate()
    seen.push('back')
  })
  const send = restarts.around(async () => {
    underWay += 1
    await setImmediate()
    underWay -= 1
    seen.push('answered')
    return answer
  })
  await Promise.all(Array.from({ length: 7 }, () => send(request)))
  expect(seen.filter((what) => what === 'restart with 0 under way')).toHaveLength(2)
  expect(seen.filter((what) => what === 'answered')).toHaveLength(7)
  for (const [index, what] of seen.entries()) if (what.startsWith('restart')) expect(seen[index + 1]).toBe('back')
})

it('a server that does not come back fails what waits for it, and what counts the traffic stays', async () => {
  const traffic = { requests: 0, shortestIntervalMs: undefined, largestBytes: 0 }
  const restarts = new Restarts(1, () => Promise.reject(new Error('gone')))
  const send = restarts.around(Object.assign(async () => answer, { traffic }))
  await expect(send(request)).rejects.toThrow('gone')
  expect(send.traffic).toBe(traffic)
})
