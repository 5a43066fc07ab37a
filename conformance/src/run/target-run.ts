import type { JsonObject, SeenAnswer } from '../checks/check-context.ts'
import { OutcomeSignal } from '../checks/outcome.ts'
import type { AnsweredAttempt, Attempt } from '../flow/arrival.ts'
import type { RecordingSurroundings } from '../flow/browser.ts'
import type { SignedIn } from '../flow/provider-flow.ts'
import { inScope } from '../flow/random.ts'
import type { TokenAnswer } from '../flow/tokens.ts'
import { type HttpRequest, type HttpResponse, TransportError } from '../subjects/http.ts'
import { loginsOf } from '../subjects/logins-of.ts'
import type { Target } from '../subjects/target.ts'
import type { CheckResult } from './check-result.ts'
import { Evidence, type Exhibit, type OnExchange } from './evidence.ts'
import type { RunHistory } from './history.ts'
import { isObject, lenientJson } from './json-values.ts'
import { patientSend } from './patient-send.ts'

/** What sends, and what takes in what others have sent: both become evidence. */
export type Recorder = Pick<RecordingSurroundings, 'send' | 'record'>

/** Several exchanges that checks share; each of them cites them all. */
export interface Shared<T> {
  readonly value: T
  readonly exhibits: readonly string[]
}

/** What one run finds out about one environment: documents and experiments are made once and shared by the checks. */
export class TargetRun {
  readonly evidence: Evidence
  readonly signedIn: SignedIn = { browser: undefined }
  /** What the checks have come to so far. */
  readonly results: CheckResult[] = []
  /** Answers that reached the client so far, and the tokens that their codes brought. */
  readonly answers: SeenAnswer[] = []
  /** Absent where nobody keeps one. */
  readonly history: RunHistory | undefined
  readonly #shared = new Map<string, Promise<Shared<unknown>>>()
  #target: Target
  readonly #hosts = new Set<string>()
  readonly #send: (request: HttpRequest) => Promise<HttpResponse>
  #discovery: Promise<Exhibit> | undefined
  #document: Promise<JsonObject | undefined> | undefined
  #jwks: Promise<Exhibit> | undefined

  /** @param onExchange hears of each exchange as it happens, redacted */
  constructor(target: Target, onExchange?: OnExchange, history?: RunHistory) {
    this.#target = target
    this.history = history
    this.evidence = new Evidence(target.label, secretsOf(target), onExchange)
    this.#send = patientSend(target.send)
    this.admit(target.discoveryUrl)
  }

  get target(): Target {
    return this.#target
  }

  /** From now on no check logs in: what it would find would be about the configuration. */
  withdrawLogin(loginProblem: string): void {
    const { login: _login, ...target } = this.#target
    this.#target = { ...target, loginProblem }
  }

  /** Takes in an answer that reached the client. */
  answered(attempt: AnsweredAttempt): void {
    this.answers.push({ attempt })
  }

  /** Takes in the tokens that the code of an answer brought. */
  redeemed(attempt: Attempt, tokens: TokenAnswer): void {
    const index = this.answers.findIndex((answer) => answer.attempt.request === attempt.request)
    const answer = this.answers[index]
    if (answer) this.answers[index] = { ...answer, tokens }
  }

  /** Counts the host of an address among the provider's. */
  admit(url: string): void {
    this.#hosts.add(new URL(url).host)
  }

  /** Whether an address is on a host that the provider's document names: browsers go nowhere else. */
  isProvider(url: string): boolean {
    return this.#hosts.has(URL.parse(url)?.host ?? '')
  }

  /** @throws TransportError where no whole answer comes; what had come is kept */
  async exchange(request: HttpRequest): Promise<Exhibit> {
    try {
      return this.evidence.take(request, await this.#send(request))
    } catch (error) {
      if (error instanceof TransportError && error.begun) this.evidence.keepCut(request, error.begun, error.message)
      throw error
    }
  }

  discovery(): Promise<Exhibit> {
    this.#discovery ??= inScope('discovery', () => this.exchange({ method: 'GET', url: this.target.discoveryUrl }))
    return this.#discovery
  }

  /** The discovery document as it is served; undefined where it is no JSON object. */
  document(): Promise<JsonObject | undefined> {
    this.#document ??= this.discovery().then(({ response: { status, body } }) => {
      const document = status === 200 ? lenientJson(body) : undefined
      return isObject(document) ? document : undefined
    })
    return this.#document
  }

  jwks(url: string): Promise<Exhibit> {
    this.#jwks ??= inScope('jwks', () => this.exchange({ method: 'GET', url }))
    return this.#jwks
  }

  /**
   * Makes an experiment once; whoever asks again under the name gets what it came to, or how it failed.
   * @param signal ends the experiment with the check that made it
   */
  share<T>(name: string, perform: (recorder: Recorder) => Promise<T>, signal?: AbortSignal): Promise<Shared<T>> {
    const known = this.#shared.get(name) ?? inScope(name, () => this.#perform(perform, signal))
    this.#shared.set(name, known)
    // What is wrong with the configuration is told once; who asks again hears what is left undone for it.
    known.catch((error: unknown) => {
      if (error instanceof OutcomeSignal && error.outcome.kind === 'config') this.#shared.delete(name)
    })
    return known as Promise<Shared<T>>
  }

  async #perform<T>(perform: (recorder: Recorder) => Promise<T>, signal?: AbortSignal): Promise<Shared<T>> {
    const exhibits: string[] = []
    const shown = ({ id, response }: Exhibit) => {
      exhibits.push(id)
      return response
    }
    const value = await perform({
      send: async (request) => {
        signal?.throwIfAborted()
        return shown(await this.exchange(request))
      },
      record: (request, response) => void shown(this.evidence.take(request, response)),
    })
    return { value, exhibits }
  }
}

/** What the logins of a target are made with. */
function secretsOf(target: Target): readonly string[] {
  const given = loginsOf(target).flatMap(({ clientSecret, password = '', loginHint }) => [
    clientSecret,
    password,
    loginHint,
  ])
  return [...given, target.lab?.api.secret ?? '']
}
