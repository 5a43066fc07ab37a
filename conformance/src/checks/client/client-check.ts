import type { Ability } from '../../drivers/client-driver.ts'
import type { HostileResult, TwinResult } from '../../hostile/run-hostile.ts'
import type { ClientExchange } from '../../subjects/client-exchange.ts'
import type { ClientScene, SceneOptions } from '../../subjects/client-scene.ts'
import type { Check, CheckDefinition } from '../check.ts'
import type { Outcome } from '../outcome.ts'

/** What a check of a client may ask. */
export interface ClientCheckContext {
  /** A fresh world and a fresh client in it, not configured yet; both end with the check. */
  scene(options?: SceneOptions): Promise<ClientScene>
  /** A fresh client that is configured; ends the check where it refuses what is right. */
  ready(options?: SceneOptions): Promise<ClientScene>
  /** Puts rows of the hostile table before the client: `fault`, or `fault@scenario`. */
  hostile(rows: readonly string[]): Promise<readonly HostileResult[]>
  /** The same stories with nothing done to them. */
  twins(rows: readonly string[]): Promise<readonly TwinResult[]>
  /** Ends the check as inapplicable where the client does not do that, or the driver can't be told to. */
  needs(ability: Ability): Promise<void>
  /** Whether the client does that, and the driver can be told to. */
  can(ability: Ability): Promise<boolean>
  /** Whether the client's error codes are those of this project, so that the true reason can be asked for. */
  speaksOurCodes(): Promise<boolean>
  /** Keeps requests of the client as evidence: those of shared experiments, since what a check opens itself is kept. */
  show(exchanges: readonly ClientExchange[]): void
  /** An experiment that several checks look at; made once a run. */
  once<Result>(name: string, experiment: () => Promise<Result>): Promise<Result>
}

/** One rule for clients, as its file writes it down. */
export interface ClientCheckDefinition extends Omit<CheckDefinition, 'run' | 'sandbox'> {
  /** Whether the client waits in it, for an answer or before it repeats a call: begun first, it waits while others work. */
  readonly waits?: boolean
  run(context: ClientCheckContext): Outcome | Promise<Outcome>
}

/** One rule for clients, held against a client. */
export interface ClientCheck extends Omit<Check, 'run'> {
  readonly waits: boolean
  run(context: ClientCheckContext): Outcome | Promise<Outcome>
}
