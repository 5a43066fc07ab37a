import { describe, expect, it } from 'vitest'
import { TransportError } from '../src/subjects/http.ts'
import { TrafficMeter, trafficLimits } from '../src/subjects/traffic-meter.ts'

const request = { method: 'GET', url: 'https://a.example/' } as const

describe('what is sent to hosts of others', () => {
  it('is counted, with the shortest interval and the largest request', () => {
    let now = 0
    const meter = new TrafficMeter(() => now)
    expect(meter).toMatchObject({ requests: 0, shortestIntervalMs: undefined, largestBytes: 0 })
    meter.count(request)
    now = 1500
    meter.count({ ...request, method: 'POST', form: { code: 'x'.repeat(100) } })
    now = 2600
    meter.count(request)
    expect(meter).toMatchObject({ requests: 3, shortestIntervalMs: 1100 })
    expect(meter.largestBytes).toBeGreaterThan(100)
  })

  it('ends where the run has sent enough', () => {
    const meter = new TrafficMeter(() => 0)
    for (let sent = 0; sent < trafficLimits.requests; sent++) meter.count(request)
    expect(() => meter.count(request)).toThrow(TransportError)
    expect(meter.requests).toBe(trafficLimits.requests)
  })

  it('is not too large', () => {
    const meter = new TrafficMeter(() => 0)
    expect(() => meter.count({ ...request, method: 'POST', body: 'x'.repeat(trafficLimits.bytes) })).toThrow(/not sent/)
    expect(meter.requests).toBe(0)
  })
})
