import type { IncomingHttpHeaders } from 'node:http'
import type { Country, EnvironmentName, Stage } from '@mobilepay-oidc/fixtures'
import type { ExchangeFaults } from '../faults/exchange-faults.ts'
import type { Decision } from '../journal/journal.ts'
import type { Refused } from '../rules/refusal.ts'
import type { World } from '../world/world.ts'

/** A request that has found its world and its site. */
export interface Exchange {
  readonly world: World
  readonly environment: EnvironmentName
  readonly country: Country
  readonly stage: Stage
  readonly method: string
  /** Scheme and authority under which the browser reaches the site here. */
  readonly origin: string
  /** What stands before the site's own paths here: world prefix, host and base, such as `/HOST/account`. */
  readonly base: string
  /** The path below `base`, such as `/connect/authorize`. */
  readonly path: string
  /** Without the question mark. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly secure: boolean
  /** As ASP.NET writes it, shown on the error page. */
  readonly requestId: string
  body(): Promise<Buffer>
  /** Waits, and holds nobody up who uses the world meanwhile. What was found in the world before may have changed. */
  pause(waiting: () => Promise<void>): Promise<void>
  /** Where a real address is reached in the way this request came (design, 2). */
  locate(realUrl: string): string
  /** What is switched on to go wrong. */
  readonly faults: ExchangeFaults
  /**
   * Tells the journal which rules were asked.
   * @param facts of the rules, in the order in which they are asked
   * @param refused by one of them, after which none was asked
   */
  asked(facts: readonly string[], refused: Refused | undefined): void
  /** Writes into the world's journal. */
  note(decision: Decision): void
}
