import { rejected } from '../hostile-row.ts'
import { type WireTable, wireRows } from './on-wire.ts'
import type { Reply } from './probe.ts'

const unexpected = {
  expect: rejected(['response-unexpected', 'discovery-invalid']),
  ofCall: rejected('api-answer-unexpected'),
}
const redirected = { expect: rejected('redirect-refused') }
const unavailable = { expect: rejected('service-unavailable'), calls: 3 }
const status = (code: number) => (reply: Reply) => ({ ...reply, status: code })
const leading = (code: number, location: string) => (reply: Reply) => ({
  ...reply,
  status: code,
  headers: [...reply.headers, ['Location', location] as const],
})
const later = (retryAfter: string) => (reply: Reply) => ({
  ...reply,
  status: 503,
  headers: [['Retry-After', retryAfter] as const],
  body: '',
})
/** What a careless pattern takes ages to read. */
const challenge = `Bearer ${'a="\\",'.repeat(1200)}`

const table: WireTable = {
  'status-203': { ...unexpected, reply: status(203) },
  'status-206': { ...unexpected, reply: status(206) },
  'status-300': { ...unexpected, reply: leading(300, 'https://attacker.example/') },
  'status-303': { ...redirected, reply: leading(303, 'https://attacker.example/') },
  'status-303-to-itself': { ...redirected, reply: leading(303, '') },
  'status-304': { ...unexpected, reply: (reply) => ({ ...reply, status: 304, body: '' }) },
  'status-418': { ...unexpected, reply: status(418) },
  'status-599': { ...unavailable, reply: status(599) },
  'challenge-long': {
    expect: rejected(['client-credentials-refused', 'response-unexpected', 'discovery-invalid']),
    ofCall: rejected('api-unauthorized'),
    calls: 2,
    refreshes: 1,
    reply: (reply) => ({ ...reply, status: 401, headers: [...reply.headers, ['WWW-Authenticate', challenge]] }),
  },
  'retry-after-a-year': { ...unavailable, calls: 1, reply: later('31536000') },
  'retry-after-infinity': { ...unavailable, reply: later('Infinity') },
  'retry-after-negative': { ...unavailable, reply: later('-5') },
  'retry-after-past': { ...unavailable, reply: later('Thu, 01 Jan 1970 00:00:00 GMT') },
}

/** Statuses, and what stands beside them. */
export const wireStatus = wireRows(table)
