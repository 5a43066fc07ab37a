import { MobilePayError } from '../../errors/mobilepay-error.ts'

/** What one check has found. */
export interface Finding {
  readonly check: string
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  /** One sentence on what is. */
  readonly sentence: string
  /** One sentence on what to do; where nothing is to be done, none. */
  readonly remedy?: string
}

export function ok(check: string, sentence: string): Finding {
  return { check, status: 'ok', sentence }
}

export function failed(check: string, sentence: string, remedy: string): Finding {
  return { check, status: 'failed', sentence, remedy }
}

export function warned(check: string, sentence: string, remedy: string): Finding {
  return { check, status: 'warning', sentence, remedy }
}

export function skipped(check: string, reason: string): Finding {
  return { check, status: 'skipped', sentence: `Not looked at: ${reason}.` }
}

/** The finding for what a check has thrown. */
export function fromError(check: string, error: unknown): Finding {
  if (error instanceof MobilePayError) return failed(check, error.message, error.remedy)
  const name = error instanceof Error ? error.name : 'an error'
  return failed(check, `Looking at it ended with ${name}.`, 'Run mobilepay doctor again with --debug.')
}
