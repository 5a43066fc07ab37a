import { randomBytes } from 'node:crypto'
import { OutcomeSignal } from '../../checks/outcome.ts'
import type { Arrival } from '../../flow/arrival.ts'
import type { Browser, BrowserDriver, RecordingSurroundings, Visit } from '../../flow/browser.ts'
import { scopeName, seedRandomness } from '../../flow/random.ts'
import type { CheckResult, RunResult } from '../../run/run-checks.ts'
import { type HttpResponse, type Send, TransportError } from '../../subjects/http.ts'
import type { AutomaticLogin, Target } from '../../subjects/target.ts'
import type { TlsProbe } from '../../subjects/tls-probe.ts'
import type { Cassette } from './cassette.ts'
import { recordedNames, reissue } from './reissue.ts'
import { sentText, shapeOf } from './shape.ts'
import type { TapedResponse, TapedVisit, TapeEntry } from './tape-entry.ts'

/** Records what one run asks of one target. Until it is disposed of, requests are made with seeded randomness. */
export class CassetteRecorder implements Disposable {
  readonly #target: Target
  readonly #seed = randomBytes(16).toString('hex')
  readonly #startedAt = Date.now()
  readonly #seeded: Disposable
  readonly #entries: (TapeEntry | undefined)[] = []

  constructor(target: Target) {
    this.#target = target
    this.#seeded = seedRandomness(this.#seed)
  }

  [Symbol.dispose](): void {
    this.#seeded[Symbol.dispose]()
  }

  /** The target, listened to. */
  get target(): Target {
    const { driver } = this.#target
    return {
      ...this.#target,
      send: this.#send,
      probeTls: this.#probe,
      ...(driver && { driver: this.#driverOf(driver) }),
    }
  }

  /** The run so far, everything in it issued anew. */
  cassette({ results }: Pick<RunResult, 'results'>): Cassette {
    const { label, environment, generation, discoveryUrl, apiUrl, login, driver } = this.#target
    const entries = this.#entries.filter((entry) => entry !== undefined)
    return {
      version: 1,
      label,
      environment,
      generation,
      discoveryUrl,
      apiUrl,
      seed: this.#seed,
      startedAt: this.#startedAt,
      login: login && {
        ...shownOf(login),
        clientId: recordedNames.clientId,
        merchantVat: login.merchantVat && recordedNames.merchantVat[login.merchantVat.startsWith('FI') ? 'FI' : 'DK'],
        hasPassword: login.password !== undefined,
      },
      driven: driver !== undefined,
      checks: Object.fromEntries(results.map((result) => [result.id, untestedReason(result)])),
      entries: reissue(entries, login),
    }
  }

  /** Answers are kept in the order of their requests, also where several are under way. */
  #place(): (entry: TapeEntry) => void {
    const at = this.#entries.length
    this.#entries.push(undefined)
    return (entry) => {
      this.#entries[at] = entry
    }
  }

  readonly #send: Send = async (request) => {
    const keep = this.#place()
    const taped = { kind: 'exchange', scope: scopeName(), shape: shapeOf(request), sent: sentText(request) } as const
    try {
      const response = await this.#target.send(request)
      keep({ ...taped, at: Date.now(), response: tapedResponse(response) })
      return response
    } catch (error) {
      if (error instanceof TransportError) {
        const { message, timedOut } = error
        keep({ ...taped, at: Date.now(), error: { message, timedOut } })
      }
      throw error
    }
  }

  readonly #probe: TlsProbe = async (host, port, version, ciphers) => {
    const keep = this.#place()
    const { certificate, ...result } = await this.#target.probeTls(host, port, version, ciphers)
    const der = certificate && { certificate: Buffer.from(certificate).toString('base64') }
    keep({
      kind: 'probe',
      scope: scopeName(),
      at: Date.now(),
      shape: [host, port, version, ciphers ?? ''].join(' '),
      result: { ...result, ...der },
    })
    return { ...result, ...(certificate && { certificate }) }
  }

  #driverOf(driver: BrowserDriver): BrowserDriver {
    const listenedTo = (browser: Browser): Browser => ({
      within: (surroundings) => listenedTo(browser.within(this.#silent(surroundings))),
      visit: async (start, redirectUri, visitor) => {
        const keep = this.#place()
        const scope = scopeName()
        try {
          const visit = await browser.visit(start, redirectUri, visitor)
          keep({ kind: 'visit', scope, at: Date.now(), ...tapedVisit(visit) })
          return visit
        } catch (error) {
          const unseen = reasonOf(error)
          keep({ kind: 'visit', scope, at: Date.now(), arrival: { kind: 'page' }, ...unseen })
          throw error
        }
      },
    })
    return {
      signedIn: (surroundings) => listenedTo(driver.signedIn(this.#silent(surroundings))),
      clean: (surroundings) => {
        const browser = driver.clean(this.#silent(surroundings))
        return browser && listenedTo(browser)
      },
      [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose](),
    }
  }

  /** What a driver sends by the suite's own means is part of the visit. */
  #silent(surroundings: RecordingSurroundings): RecordingSurroundings {
    return {
      ...surroundings,
      isProvider: surroundings.isProvider,
      send: async (request) => {
        const response = await this.#target.send(request)
        surroundings.record(request, response)
        return response
      },
    }
  }
}

function untestedReason({ verdict, reason = '' }: CheckResult): string | null {
  return verdict === 'untested' ? reason : null
}

/** What of a login is no secret. */
function shownOf({ redirectUri, moreRedirectUris, scopes, parameters }: AutomaticLogin) {
  return { redirectUri, scopes, ...(moreRedirectUris && { moreRedirectUris }), ...(parameters && { parameters }) }
}

function tapedResponse({ status, headers, body, elapsedMs }: HttpResponse): TapedResponse {
  const pairs = [...headers].map(([name, value]) => [name, value] as const)
  return {
    status,
    headers: pairs,
    body: Buffer.from(body).toString('utf8'),
    ...(elapsedMs !== undefined && { elapsedMs }),
  }
}

function tapedVisit(visit: Visit): Pick<TapedVisit, 'hops' | 'arrival'> {
  const hops = hopsOf(visit)?.map(({ request, response }) => ({ request, response: tapedResponse(response) }))
  return { ...(hops && { hops }), arrival: tapedArrival(visit.arrival) }
}

/** Why a visit came to nothing, where the driver says so. */
function reasonOf(error: unknown): Pick<TapedVisit, 'unseen'> {
  if (error instanceof OutcomeSignal && 'reason' in error.outcome) return { unseen: error.outcome.reason }
  return { unseen: 'The browser came to no end.' }
}

/** Undefined where the browser can't show them. */
function hopsOf(visit: Visit): Visit['hops'] | undefined {
  try {
    return visit.hops
  } catch {
    return undefined
  }
}

function tapedArrival(arrival: Arrival): TapedVisit['arrival'] {
  if (arrival.kind === 'page') return { kind: 'page' }
  if (arrival.kind === 'elsewhere') return arrival
  const { kind, method, url, enctype, where, fields } = arrival
  return { kind, method, url, enctype, where, fields }
}
