import type { FromWorker, Loss } from './messages.ts'
import type { MockWorld } from './mock-world.ts'
import { readExchange, type TokenExchange } from './read-exchange.ts'

/** What is written down while the soak runs. A lost connection is given a new consent at once, so that the load stays. */
export class Records {
  readonly exchanges: TokenExchange[] = []
  readonly calls: Record<string, number> = {}
  readonly #losses = new Map<string, Loss>()
  readonly #world: MockWorld
  readonly #consentAnew: (merchantId: string) => Promise<void>

  constructor(world: MockWorld, consentAnew: (merchantId: string) => Promise<void>) {
    this.#world = world
    this.#consentAnew = consentAnew
  }

  get losses(): readonly Loss[] {
    return [...this.#losses.values()]
  }

  hear(message: FromWorker): void {
    if (message.kind === 'calls') {
      for (const [outcome, count] of Object.entries(message.outcomes)) {
        this.calls[outcome] = (this.calls[outcome] ?? 0) + count
      }
    }
    if (message.kind === 'lost' && this.addLosses([message])) {
      // Where it fails, the connection is still lost in the end, and counted once.
      this.#consentAnew(message.merchantId).catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
    }
  }

  /** @returns whether there was one that nobody had told of: the same loss is met by several processes */
  addLosses(losses: readonly Loss[]): boolean {
    const before = this.#losses.size
    for (const { merchantId, reason, interruptedAt } of losses) {
      this.#losses.set(`${merchantId} ${reason} ${interruptedAt}`, { merchantId, reason, interruptedAt })
    }
    return this.#losses.size > before
  }

  /** Reads on in the mock's journal, before it forgets. */
  async collect(): Promise<void> {
    const lines = await this.#world.tokenExchanges(this.exchanges.at(-1)?.id ?? 0)
    this.exchanges.push(...lines.map(readExchange))
  }
}
