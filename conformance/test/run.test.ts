import { startMockServer } from '@mobilepay-oidc/mock-server'
import { describe, expect, it } from 'vitest'
import type { Check } from '../src/checks/check.ts'
import type { CheckContext } from '../src/checks/check-context.ts'
import { families } from '../src/checks/families.ts'
import type { Outcome } from '../src/checks/outcome.ts'
import { patientSend } from '../src/run/patient-send.ts'
import { runChecks } from '../src/run/run-checks.ts'
import { type HttpResponse, TransportError } from '../src/subjects/http.ts'
import { networkSend } from '../src/subjects/network-send.ts'
import { urlSubject } from '../src/subjects/url-subject.ts'
import { reply, StandIn } from './support/stand-in.ts'

const today = '2026-11-24'
const pass: Outcome = { kind: 'pass', expected: 1, actual: 1 }
const documents = families.filter(({ id }) => id === 'D' || id === 'K').flatMap(({ checks }) => checks)

function checkThat(id: string, run: (context: CheckContext) => Outcome | Promise<Outcome>): Check {
  return { id, title: `Check ${id}`, spec: 'none', level: 'MUST', sandbox: 'unattended', facts: [], run }
}

const never = () => new Promise<Outcome>(() => {})

describe('a check', () => {
  it('that comes to no end is inconclusive when its time is over, and the run goes on', async () => {
    const { results } = await runChecks({
      subject: 's',
      targets: [new StandIn().target],
      checks: [checkThat('X-01', never), checkThat('X-02', () => pass)],
      today,
      checkTimeoutMs: 20,
    })
    expect(results).toMatchObject([
      { verdict: 'inconclusive', reason: 'The check came to no end within 0.02 seconds.' },
      { verdict: 'pass' },
    ])
  })

  it('sends nothing after its end', async () => {
    const provider = new StandIn()
    let sent = 0
    provider.intercept = () => {
      sent += 1
      return undefined
    }
    let goOn = () => {}
    const late = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let ended: Promise<unknown> | undefined
    const slow = checkThat('X-01', (context) => {
      const work = late.then(() => context.send({ method: 'GET', url: provider.target.discoveryUrl }))
      ended = Promise.allSettled([work])
      return work.then(() => pass)
    })
    await runChecks({ subject: 's', targets: [provider.target], checks: [slow], today, checkTimeoutMs: 20 })
    goOn()
    expect(await ended).toMatchObject([{ status: 'rejected' }])
    expect(sent).toBe(0)
  })

  it('that throws is inconclusive with what was thrown', async () => {
    const broken = checkThat('X-01', () => {
      throw new TypeError('x is not a function')
    })
    const { results } = await runChecks({ subject: 's', targets: [new StandIn().target], checks: [broken], today })
    expect(results).toMatchObject([
      { verdict: 'inconclusive', reason: 'The check could not come to a judgment: TypeError: x is not a function' },
    ])
  })
})

describe('an interrupted run', () => {
  it('keeps what has run, ends the running check, and leaves the rest untested', async () => {
    const interrupt = new AbortController()
    const hanging = checkThat('X-02', () => {
      queueMicrotask(() => interrupt.abort())
      return never()
    })
    const run = await runChecks({
      subject: 's',
      targets: [new StandIn().target],
      checks: [checkThat('X-01', () => pass), hanging, checkThat('X-03', () => pass)],
      today,
      signal: interrupt.signal,
    })
    expect(run.results.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([
      ['X-01', 'pass', undefined],
      ['X-02', 'untested', 'The run was interrupted.'],
      ['X-03', 'untested', 'The run was interrupted.'],
    ])
    expect(run.interrupted).toBe(true)
  })
})

describe('a listener', () => {
  it('hears of exchanges and verdicts as they happen, and of nothing that the result lacks', async () => {
    const heard: string[] = []
    const run = await runChecks({
      subject: 's',
      targets: [new StandIn('sandbox-dk').target, new StandIn('sandbox-fi').target],
      checks: documents.filter(({ id }) => ['D-02', 'D-03', 'D-04'].includes(id)),
      today,
      listener: {
        exchange: (id) => heard.push(id),
        begin: ({ id }, environment) => heard.push(`${environment} ${id}`),
        result: ({ id, environment, verdict }) => heard.push(`${environment} ${id} ${verdict}`),
      },
    })
    const of = (environment: string) => heard.filter((line) => line.startsWith(environment))
    expect(of('sandbox-dk')).toEqual([
      'sandbox-dk D-02',
      'sandbox-dk/001',
      'sandbox-dk D-02 pass',
      'sandbox-dk D-03',
      'sandbox-dk D-03 pass',
      'sandbox-dk D-04',
      'sandbox-dk D-04 pass',
    ])
    expect(of('sandbox-fi')).toHaveLength(7)
    expect([...run.exchanges.keys()]).toEqual(heard.filter((line) => line.includes('/')).sort())
  })
})

describe('an endpoint that hangs', () => {
  it('loses the time for an answer after three that did not come, and gets it back with the first', async () => {
    let behavior: 'hang' | 'answer' = 'hang'
    let sent = 0
    const send = patientSend(async () => {
      sent += 1
      if (behavior === 'answer') return reply(200, '')
      if (sent <= 3) throw new TransportError('no whole answer within 10000 ms', true)
      return new Promise<HttpResponse>(() => {})
    }, 5)
    const ask = () => send({ method: 'GET', url: 'https://a.example/token?code=1' }).then(String, String)
    for (let count = 0; count < 3; count++) expect(await ask()).toContain('10000 ms')
    expect(await ask()).toBe(
      'TransportError: https://a.example/token: no answer within 5 ms, and none in the usual time 3 times before',
    )
    behavior = 'answer'
    expect(await ask()).toBe('[object Object]')
  })
})

describe('a provider that misbehaves on the wire', () => {
  it.each([
    ['hangs', 'hold'],
    ['drips', 'slow-drip'],
    ['floods', 'http-oversized'],
    ['redirects in circles', 'http-redirect-loop'],
    ['answers garbage', 'not-http'],
    ['closes', 'connection-reset'],
  ])('and %s never stops the run', async (_what, fault) => {
    await using server = await startMockServer({ port: 0 })
    await server.control.run('faults.add', { world: 'default', fault, times: 'always' })
    await using subject = urlSubject(server.environments['sandbox-dk'].discoveryUrl, '2024')
    const targets = subject.targets.map((target) => ({ ...target, send: networkSend({ timeoutMs: 100 }) }))
    const { results } = await runChecks({ subject: 's', targets, checks: documents, today })
    expect(results.map(({ id }) => id)).toEqual(documents.map(({ id }) => id))
    expect(results.find(({ id }) => id === 'D-01')?.verdict).not.toBe('pass')
  })
})
