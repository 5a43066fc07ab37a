import type { AnyReply, Connected, Rejected, Unsupported } from '../drivers/client-driver.ts'
import type { CallbackArrival } from '../flow/arrival.ts'
import type { Visitor } from '../flow/page-script.ts'
import type { ClientCookies } from '../subjects/client-cookies.ts'
import type { ClientExchange } from '../subjects/client-exchange.ts'
import type { ClientScene } from '../subjects/client-scene.ts'
import { TransportError } from '../subjects/http.ts'
import type { Story } from './hostile-row.ts'
import { armProbe } from './probes/probe.ts'

/** The command at which the client stopped; `done` where it never did, `browser` where nothing came back to it. */
export type Reached = 'configure' | 'start' | 'browser' | 'callback' | 'refresh' | 'call' | 'done'

/** What a client did about a hostile thing. */
export interface Attempt {
  readonly reached: Reached
  /** Its answer there; of a client that went on, the last one. */
  readonly reply: AnyReply | undefined
  /** What it said of the connection, if it came to one. */
  readonly connected: Connected | undefined
  /** Its requests from the hostile thing on. */
  readonly requests: readonly ClientExchange[]
  /** Requests that it sent when it was asked, after it had refused, to call the API. */
  readonly afterwards: readonly ClientExchange[]
  /** Connections that it keeps, those of before aside. */
  readonly stored: readonly string[]
  /** Whether the fault acted at all. */
  readonly fired: boolean
}

interface Progress {
  readonly reached: Reached
  readonly reply: AnyReply | undefined
  readonly connected?: Connected
}

interface Callback {
  readonly arrival: CallbackArrival
  readonly cookies: ClientCookies
}

/** Puts one hostile thing, or its harmless twin, before a client, and watches. */
export async function attempt(scene: ClientScene, story: Story): Promise<Attempt> {
  const play = new Play(scene, story)
  const progress = await play.run()
  const requests = scene.requests(play.mark)
  const [since, refusedAt] = [scene.mark, Date.now()]
  const isRefusal = progress.reached === 'callback' || progress.reached === 'configure'
  if (isRefusal && play.kept.length === 0) await scene.call()
  const connections = (await scene.report())?.connections ?? []
  return {
    ...progress,
    connected: progress.connected,
    requests,
    // By when they began: an exchange that the client has left is written down when it ends.
    afterwards: isRefusal ? scene.requests(since).filter(({ startedAt }) => startedAt >= refusedAt) : [],
    stored: connections.filter((id) => !play.kept.includes(id)),
    fired: play.fired,
  }
}

/** One walk through the life of a connection. */
class Play {
  mark = 0
  /** Connections that it had before. */
  kept: readonly string[] = []
  #faultId: string | undefined
  #hasReplayed = false
  readonly #scene: ClientScene
  readonly #story: Story

  constructor(scene: ClientScene, story: Story) {
    this.#scene = scene
    this.#story = story
  }

  get fired(): boolean {
    return this.#hasReplayed || this.#scene.acted(this.#faultId)
  }

  async run(): Promise<Progress> {
    const { scenario, early, flowsBefore = 0 } = this.#story
    if (scenario === 'discover') await this.#arm()
    const configured = await this.#configure()
    if (configured.outcome !== 'configured') return { reached: 'configure', reply: configured }
    if (early || scenario === 'consent' || scenario === 'denied') await this.#arm()
    if (flowsBefore > 0) await this.#connectBefore(flowsBefore)
    const begun = await this.#begin()
    if ('reached' in begun) return begun
    if (scenario === 'redeem') await this.#arm()
    const reply = await this.#deliver(begun)
    return reply.outcome === 'connected' ? this.#goOn(reply) : { reached: 'callback', reply }
  }

  /** Consents of somebody else that go well. */
  async #connectBefore(flows: number): Promise<void> {
    const { merchantVat } = this.#scene.several
    for (let flow = 0; flow < flows; flow += 1)
      await this.#scene.connect(merchantVat === undefined ? {} : { merchantVat })
    await this.#keep()
  }

  /** What was before the hostile thing is none of its traces. */
  async #keep(): Promise<void> {
    this.kept = (await this.#scene.report())?.connections ?? []
    this.mark = this.#scene.mark
  }

  async #deliver(callback: Callback) {
    const reply = await this.#bring(callback)
    if (!this.#story.isReplayed || reply.outcome !== 'connected') return reply
    this.#hasReplayed = true
    await this.#keep()
    return this.#bring(callback)
  }

  #bring({ arrival, cookies }: Callback) {
    const isRelayed = this.#story.responseMode === 'fragment' && arrival.where === 'fragment'
    return isRelayed ? this.#scene.relay(arrival, cookies) : this.#scene.deliver(arrival, cookies)
  }

  #configure() {
    const { timeoutMs, wrongSecret } = this.#story
    return this.#scene.configure({
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(wrongSecret && { clientSecret: 'not-the-secret' }),
    })
  }

  async #begin(): Promise<Callback | Progress> {
    const visitor = this.#story.scenario === 'denied' ? this.#visitor() : undefined
    const { responseMode } = this.#story
    const begun = await this.#scene.begin(responseMode ? { responseMode } : {}, visitor).catch(lost)
    if (begun === undefined) return { reached: 'browser', reply: undefined }
    if (isReply(begun)) return { reached: 'start', reply: begun }
    const { arrival, cookies } = begun
    return arrival.kind === 'callback' ? { arrival, cookies } : { reached: 'browser', reply: undefined }
  }

  /** Refreshes and calls, as far as the scenario asks for it. */
  async #goOn(connected: Connected): Promise<Progress> {
    const { scenario, secondsBefore } = this.#story
    if (secondsBefore !== undefined) await this.#scene.advance(secondsBefore)
    if (scenario === 'refresh') {
      await this.#arm()
      const refreshed = await this.#scene.refresh()
      if (refreshed.outcome !== 'connected') return { reached: 'refresh', reply: refreshed, connected }
      return this.#call(refreshed)
    }
    if (scenario === 'call') await this.#arm()
    return this.#call(connected)
  }

  async #call(connected: Connected): Promise<Progress> {
    if (this.#story.withoutCall) return { reached: 'done', reply: connected, connected }
    const reply = await this.#scene.call()
    return { reached: reply.outcome === 'answered' ? 'done' : 'call', reply, connected }
  }

  async #arm(): Promise<void> {
    this.mark = this.#scene.mark
    const { fault, probe, isReplayed, endpoint, parameters } = this.#story
    if (this.#faultId !== undefined || fault === undefined || isReplayed) return
    if (probe) {
      this.#faultId = armProbe(this.#scene.world, probe).id
      return
    }
    const armed = await this.#scene.arm({
      fault,
      times: 'always',
      ...(endpoint !== undefined && { target: { endpoint } }),
      ...(parameters !== undefined && { parameters }),
    })
    this.#faultId = armed.id
  }

  /** Who says no; in the twin, yes. */
  #visitor(): Visitor {
    const { loginHint, password, merchantVat } = this.#scene.login
    const decision = this.#story.fault === undefined ? 'allow' : 'deny'
    return { username: loginHint, password, decision, merchant: merchantVat }
  }
}

function isReply(begun: object): begun is Rejected | Unsupported {
  return 'outcome' in begun
}

/** A browser that gets no answer stays where it is: nothing reaches the client. */
function lost(error: unknown): undefined {
  if (error instanceof TransportError) return undefined
  throw error
}

/** How many requests went to the token endpoint, and to the API. */
export function countRequests(requests: readonly ClientExchange[]): { readonly token: number; readonly api: number } {
  const to = (...endpoints: readonly string[]) => requests.filter(({ endpoint }) => endpoints.includes(endpoint)).length
  return { token: to('token'), api: to('merchants-me', 'api') }
}
