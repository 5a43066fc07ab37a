import { OutcomeSignal, untested } from '../checks/outcome.ts'
import type { CallbackArrival } from '../flow/arrival.ts'
import {
  type Browser,
  type BrowserDriver,
  isSamePlace,
  PlainBrowser,
  type RecordingSurroundings,
  type Visit,
} from '../flow/browser.ts'
import type { Visitor } from '../flow/page-script.ts'
import { type HttpRequest, pairsOf } from '../subjects/http.ts'
import { CallbackListener, type Received } from './callback-listener.ts'

/** Milliseconds for a person to log in and consent. */
const loginTimeoutMs = 5 * 60_000
/** Milliseconds for a request of somebody who is logged in. */
const silentTimeoutMs = 30_000
/** Milliseconds in which a browser asks for more. */
const backInMs = 5000

export interface HumanOptions {
  readonly redirectUri: string
  /** Opens an address in the person's browser, or tells the person to. */
  open(url: string): unknown
  readonly loginTimeoutMs?: number
  readonly silentTimeoutMs?: number
}

/** A person logs in once, in the browser of their own; the session is led on from request to request. */
export function humanDriver(options: HumanOptions): BrowserDriver {
  const { redirectUri, open } = options
  let listener: Promise<CallbackListener> | undefined
  let isOpen = false
  let hasLoggedIn = false
  const lead: Lead = async (request) => {
    listener ??= CallbackListener.start(redirectUri)
    const listening = await listener
    const timeoutMs = hasLoggedIn
      ? (options.silentTimeoutMs ?? silentTimeoutMs)
      : (options.loginTimeoutMs ?? loginTimeoutMs)
    // A browser that has just come back asks for more in a moment; one that is stuck at a page does not.
    const graceMs = isOpen ? backInMs : 0
    isOpen = true
    const received = await listening.lead(request, { timeoutMs, graceMs, onAbsent: () => open(listening.startUrl) })
    hasLoggedIn ||= received !== undefined
    return received
  }
  return {
    signedIn: (surroundings) => new HumanBrowser(surroundings, redirectUri, lead),
    clean: () => undefined,
    async [Symbol.asyncDispose]() {
      await (await listener?.catch(() => undefined))?.[Symbol.asyncDispose]()
    },
  }
}

type Lead = (request: HttpRequest) => Promise<Received | undefined>

class HumanBrowser implements Browser {
  readonly #surroundings: RecordingSurroundings
  readonly #redirectUri: string
  readonly #lead: Lead

  constructor(surroundings: RecordingSurroundings, redirectUri: string, lead: Lead) {
    this.#surroundings = surroundings
    this.#redirectUri = redirectUri
    this.#lead = lead
  }

  within(surroundings: RecordingSurroundings): HumanBrowser {
    return new HumanBrowser(surroundings, this.#redirectUri, this.#lead)
  }

  async visit(start: HttpRequest, redirectUri: string, visitor: Visitor | undefined): Promise<Visit> {
    // What is refused is refused before anybody has logged in, and a clean profile can show it.
    if (promptOf(start) !== 'none') {
      const refused = await new PlainBrowser(this.#surroundings).visit(start, redirectUri, undefined)
      if (refused.arrival.kind !== 'page' || refused.arrival.purpose !== 'login') return refused
    }
    if (!isSamePlace(redirectUri, this.#redirectUri)) throw unseen('The answer would go where nobody listens.')
    if (visitor?.decision === 'deny') throw unseen('It needs a person who says no.')
    const received = await this.#lead(start)
    if (!received) throw unseen('The person’s browser did not come back: what page it shows can’t be seen from here.')
    this.#surroundings.record(
      { method: received.method, url: received.url, form: received.fields },
      { status: 200, headers: new Headers(), body: new Uint8Array() },
    )
    return {
      get hops(): never {
        throw unseen(pagesUnseen)
      },
      arrival: arrivalOf(received),
    }
  }
}

const pagesUnseen = 'A person’s browser does not show what its pages were answered with: --login script does.'

/** Without the page that posted it, which only the browser has seen. */
function arrivalOf(received: Received): CallbackArrival {
  return {
    ...received,
    kind: 'callback',
    get page(): never {
      throw unseen(pagesUnseen)
    },
  }
}

function unseen(reason: string): OutcomeSignal {
  return new OutcomeSignal(untested(reason))
}

function promptOf({ url, form = [] }: HttpRequest): string | null | undefined {
  return new URL(url).searchParams.get('prompt') ?? pairsOf(form).find(([name]) => name === 'prompt')?.[1]
}
