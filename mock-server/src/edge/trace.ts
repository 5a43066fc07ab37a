import type { IncomingMessage } from 'node:http'
import { readBody } from '../http/read-body.ts'
import type { Reply } from '../http/reply.ts'
import type { AskedRules } from '../journal/exchange-record.ts'
import type { Decision } from '../journal/journal.ts'
import { addressOf } from '../journal/record-exchange.ts'
import type { Refused } from '../rules/refusal.ts'
import type { World } from '../world/world.ts'
import { requestIdOf } from './request-id.ts'
import type { Reached } from './to-exchange.ts'

/** Bodies that no handler read are read for the journal up to this length, and so long. */
const unreadLimit = 65_536
const unreadPatience = 50

/** Follows one exchange from its first byte to its last, for the journal. */
export class Trace {
  readonly requestId: string
  readonly #world: World
  readonly #message: IncomingMessage
  readonly #reached: Reached
  readonly #decisions: Decision[] = []
  readonly #asked: AskedRules[] = []
  #at: number
  readonly #startedAt = Date.now()
  readonly #started = performance.now()
  #reading: Promise<Buffer> | undefined
  #body: Buffer | undefined

  constructor(world: World, message: IncomingMessage, reached: Reached) {
    this.#world = world
    this.#message = message
    this.#reached = reached
    this.#at = world.clock.now()
    this.requestId = requestIdOf(message)
  }

  /** Says that the world is as it is now, where it was brought up to date meanwhile. */
  begin(): void {
    this.#at = this.#world.clock.now()
  }

  /** Reads the body before anybody asks for it. */
  async readAhead(): Promise<void> {
    // Whoever asks for a body that is too long hears of it then.
    if (this.#message.method === 'POST') await this.body().catch(() => undefined)
    else await this.readLeftOver()
  }

  /** The request's body, read once. */
  body(): Promise<Buffer> {
    this.#reading ??= readBody(this.#message).then((body) => {
      this.#body = body
      return body
    })
    return this.#reading
  }

  asked(facts: readonly string[], refused: Refused | undefined): void {
    this.#asked.push({ facts, refused: refused?.rule })
  }

  note(decision: Decision): void {
    const { journal, clock } = this.#world
    this.#decisions.push(decision)
    const address = addressOf(this.#place(), journal.redaction(this.#world))
    const { requestId } = this
    journal.record({ at: clock.now(), requestId, method: this.#message.method ?? 'GET', address, decision })
  }

  /** Reads a short body that no handler wanted: what a client sent in error is what its author looks for. */
  async readLeftOver(): Promise<void> {
    const length = Number(this.#message.headers['content-length'] ?? 0)
    if (this.#reading || !(length > 0 && length <= unreadLimit)) return
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, unreadPatience)
    })
    await Promise.race([this.body().catch(() => undefined), patience])
    clearTimeout(timer)
  }

  /** Hands the exchange to the journal. @param reply what was sent; undefined where nothing was */
  close(reply: Reply | undefined): void {
    const method = this.#message.method ?? 'GET'
    this.#world.journal.close(
      {
        ...this.#place(),
        at: this.#at,
        startedAt: this.#startedAt,
        durationMs: Math.round((performance.now() - this.#started) * 1000) / 1000,
        requestId: this.requestId,
        world: this.#world.name,
        environment: this.#reached.site.environment,
        role: this.#reached.site.role,
        method,
        query: this.#reached.query,
        rawHeaders: this.#message.rawHeaders,
        body: this.#body,
        reply: reply && method === 'HEAD' ? { ...reply, body: '' } : reply,
        decisions: this.#decisions,
        asked: this.#asked,
      },
      this.#world.names,
    )
  }

  #place() {
    const { host, site } = this.#reached
    return { host, base: site.base, path: site.path }
  }
}
