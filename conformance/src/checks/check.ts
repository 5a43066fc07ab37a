import type { CheckContext } from './check-context.ts'
import type { Outcome } from './outcome.ts'

export type Level = 'MUST' | 'SHOULD' | 'MAY'

/**
 * What a check costs on a shared sandbox: `unattended` logs nobody in and changes nothing; `human-login` needs a person
 * once; `burns-code` also consumes a code or token; `destructive` changes what others see; `mock-only` cannot run there.
 */
export type SandboxClass = 'unattended' | 'human-login' | 'burns-code' | 'destructive' | 'mock-only'

/** One rule of a specification, as its family writes it down. */
export interface CheckDefinition {
  readonly id: string
  readonly title: string
  readonly spec: string
  readonly level: Level
  readonly sandbox: SandboxClass
  run(context: CheckContext): Outcome | Promise<Outcome>
}

/** One rule of a specification, held against a subject. */
export interface Check extends CheckDefinition {
  /** Entries of the ledger (fixtures/facts.json) that say what MobilePay's provider does here. */
  readonly facts: readonly string[]
}

export interface Family {
  readonly id: string
  readonly title: string
  readonly checks: readonly Check[]
}
