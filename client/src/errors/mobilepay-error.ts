import type { ErrorEntry } from './error-entry.ts'
import { errorTable } from './error-table.ts'
import { safeCause } from './safe-cause.ts'

/** Codes of errors in set-up or call. */
export type ConfigurationErrorCode = keyof (typeof errorTable)['configuration']
/** Codes of answers that break a rule, or end the flow. */
export type ProtocolErrorCode = keyof (typeof errorTable)['protocol']
/** Codes of an other side that is not reachable or not serving. */
export type NetworkErrorCode = keyof (typeof errorTable)['network']
/** Codes of a store that can not serve. */
export type StoreErrorCode = keyof (typeof errorTable)['store']
/** Every code that an error of this package may have: docs/reference/client-errors.md. */
export type MobilePayErrorCode = ConfigurationErrorCode | ProtocolErrorCode | NetworkErrorCode | StoreErrorCode

/** Names, hosts, statuses: never a secret, code, token, verifier or VAT number. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

export interface ErrorContext {
  readonly details?: ErrorDetails
  /** What was thrown below; only a safe copy of it is kept. */
  readonly cause?: unknown
}

/** Every error that this package throws on purpose. `code` is stable; the texts may be improved. */
export abstract class MobilePayError extends Error {
  /** Stable, kebab-case. */
  readonly code: MobilePayErrorCode
  /** Likely causes, the most likely first. */
  readonly causes: readonly string[]
  /** What to do about it. */
  readonly remedy: string
  /** The section of the specification that the refusal rests on. */
  readonly spec: string
  /** What is particular to this occurrence, free of secrets. */
  readonly details: ErrorDetails

  constructor(code: MobilePayErrorCode, entry: ErrorEntry, context: ErrorContext) {
    const details = Object.fromEntries(Object.entries(context.details ?? {}).filter(([, value]) => value !== undefined))
    super(sentence(entry.what, details), options(context.cause))
    this.name = new.target.name
    this.code = code
    this.causes = entry.causes
    this.remedy = entry.remedy
    this.spec = entry.spec
    this.details = details
  }

  /** All that the error says, as safe to log as its message; without stack and cause. */
  toJSON(): object {
    const { name, code, message, causes, remedy, spec, details } = this
    return { name, code, message, causes, remedy, spec, details }
  }
}

/** The integrator's set-up or call is wrong; repeating it does not help. */
export class ConfigurationError extends MobilePayError {
  declare readonly code: ConfigurationErrorCode
  constructor(code: ConfigurationErrorCode, context: ErrorContext = {}) {
    super(code, errorTable.configuration[code], context)
  }
}

/** An answer breaks a rule of the protocol, or ends it without success. */
export class ProtocolError extends MobilePayError {
  declare readonly code: ProtocolErrorCode
  constructor(code: ProtocolErrorCode, context: ErrorContext = {}) {
    super(code, errorTable.protocol[code], context)
  }
}

/** MobilePay could not be reached or can not serve now. */
export class NetworkError extends MobilePayError {
  declare readonly code: NetworkErrorCode
  constructor(code: NetworkErrorCode, context: ErrorContext = {}) {
    super(code, errorTable.network[code], context)
  }
}

/** The store of the connections could not be reached or can not serve now. */
export class StoreError extends MobilePayError {
  declare readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, context: ErrorContext = {}) {
    super(code, errorTable.store[code], context)
  }
}

function options(cause: unknown): ErrorOptions | undefined {
  const safe = cause instanceof MobilePayError ? cause : safeCause(cause)
  return safe && { cause: safe }
}

function sentence(what: string, details: ErrorDetails): string {
  const known = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${known.length === 0 ? '' : ` (${known.join(', ')})`}.`
}
