import type { Check } from '../../checks/check.ts'
import { OutcomeSignal, untested } from '../../checks/outcome.ts'
import type { Arrival, CallbackArrival, Hop } from '../../flow/arrival.ts'
import { type Browser, type BrowserDriver, pageAt, type RecordingSurroundings, type Visit } from '../../flow/browser.ts'
import { scopeName, seedRandomness } from '../../flow/random.ts'
import { addressRuleOf } from '../../subjects/address-rule.ts'
import { type HttpResponse, TransportError } from '../../subjects/http.ts'
import type { AutomaticLogin, ProviderSubject, Target } from '../../subjects/target.ts'
import type { Cassette } from './cassette.ts'
import { FrozenClock } from './frozen-clock.ts'
import { recordedNames } from './reissue.ts'
import { digestOf, sentText, shapeOf } from './shape.ts'
import type { TapedResponse, TapedVisit, TapeEntry } from './tape-entry.ts'

/**
 * A recorded run as a subject: every check that ran then runs again, with no network, at the time at which it ran. Until it is
 * disposed of, the clock of this process stands still.
 */
export function replaySubject(cassette: Cassette): ProviderSubject {
  const clock = new FrozenClock(cassette.startedAt)
  const seeded = seedRandomness(cassette.seed)
  const target = targetOf(cassette, new Tape(cassette.entries, clock), clock)
  return {
    name: `${cassette.discoveryUrl} (replayed)`,
    targets: [target],
    async [Symbol.asyncDispose]() {
      seeded[Symbol.dispose]()
      clock[Symbol.dispose]()
    },
  }
}

/** The same checks; those that the recorded run did not make come to nothing but that. */
export function recordedChecks({ checks: recorded }: Cassette, checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => {
    const reason = Object.hasOwn(recorded, check.id) ? recorded[check.id] : 'The recorded run was without this check.'
    return typeof reason === 'string' ? { ...check, run: () => untested(reason) } : check
  })
}

/** Entries by where they belong: of those of one shape the very request, else the first that is left. */
class Tape {
  readonly #clock: FrozenClock
  readonly #byPlace: Map<string, TapeEntry[]>

  constructor(entries: readonly TapeEntry[], clock: FrozenClock) {
    this.#clock = clock
    this.#byPlace = Map.groupBy(entries, (entry) =>
      placeOf(entry.kind, entry.scope, 'shape' in entry ? entry.shape : ''),
    )
  }

  next<Kind extends TapeEntry['kind']>(kind: Kind, shape: string, sent = ''): Extract<TapeEntry, { kind: Kind }> {
    const left = this.#byPlace.get(placeOf(kind, scopeName(), shape)) ?? []
    const same = left.findIndex((entry) => entry.kind === 'exchange' && entry.sent === sent)
    const [entry] = left.splice(Math.max(same, 0), 1)
    if (!entry) throw new TransportError(`The recording has no ${kind} for ${scopeName()}: ${shape || 'a login'}`)
    this.#clock.set(entry.at)
    return entry as Extract<TapeEntry, { kind: Kind }>
  }
}

function placeOf(kind: string, scope: string, shape: string): string {
  return [kind, scope, shape].join('\n')
}

function targetOf(cassette: Cassette, tape: Tape, clock: FrozenClock): Target {
  const { label, environment, generation, discoveryUrl, apiUrl, driven } = cassette
  const login = loginOf(cassette)
  return {
    label,
    environment,
    generation,
    discoveryUrl,
    addresses: addressRuleOf(discoveryUrl),
    send: async (request) => {
      const { response, error } = tape.next('exchange', shapeOf(request), digestOf(sentText(request)))
      if (response) return responseOf(response)
      throw new TransportError(error?.message ?? 'no answer', error?.timedOut)
    },
    probeTls: async (host, port, version, ciphers) => {
      const { result } = tape.next('probe', [host, port, version, ciphers ?? ''].join(' '))
      const { certificate, ...rest } = result
      return { ...rest, ...(certificate !== undefined && { certificate: Buffer.from(certificate, 'base64') }) }
    },
    pause: async (seconds) => clock.advance(seconds * 1000),
    ...(apiUrl !== undefined && { apiUrl }),
    ...(login && { login }),
    ...(driven && { driver: replayDriver(tape) }),
  }
}

function loginOf({ login }: Cassette): AutomaticLogin | undefined {
  if (!login) return undefined
  const { hasPassword, merchantVat, ...rest } = login
  return {
    ...rest,
    merchantVat,
    clientSecret: recordedNames.clientSecret,
    loginHint: hasPassword ? recordedNames.username : '',
    ...(hasPassword && { password: recordedNames.password }),
  }
}

function replayDriver(tape: Tape): BrowserDriver {
  const browser = (surroundings: RecordingSurroundings): Browser => ({
    within: browser,
    async visit() {
      return visitOf(tape.next('visit', ''), surroundings)
    },
  })
  return { signedIn: browser, clean: browser, async [Symbol.asyncDispose]() {} }
}

function visitOf({ hops: taped, arrival, unseen }: TapedVisit, { record }: RecordingSurroundings): Visit {
  if (unseen !== undefined) throw new OutcomeSignal(untested(unseen))
  const hops = taped?.map(({ request, response }): Hop => ({ request, response: responseOf(response) }))
  for (const { request, response } of hops ?? []) record(request, response)
  return {
    get hops() {
      return hops ?? hidden()
    },
    arrival: arrivalOf(arrival, hops),
  }
}

function arrivalOf(arrival: TapedVisit['arrival'], hops: readonly Hop[] | undefined): Arrival {
  if (arrival.kind === 'elsewhere') return arrival
  const last = hops?.at(-1)
  if (arrival.kind === 'page') return last ? pageAt(last.request.url, last.response) : hidden()
  if (!hops) {
    return {
      ...arrival,
      get page(): never {
        return hidden()
      },
    }
  }
  const isOfPage = last !== undefined && !last.response.headers.has('location')
  return isOfPage ? ({ ...arrival, page: pageAt(last.request.url, last.response) } satisfies CallbackArrival) : arrival
}

function hidden(): never {
  throw new OutcomeSignal(untested('The recording does not have what the browser’s pages were answered with.'))
}

function responseOf({ status, headers, body, elapsedMs }: TapedResponse): HttpResponse {
  return {
    status,
    headers: new Headers(headers.map(([name, value]): [string, string] => [name, value])),
    body: Buffer.from(body, 'utf8'),
    ...(elapsedMs !== undefined && { elapsedMs }),
  }
}
