import type { CheckContext } from '../check-context.ts'
import { OutcomeSignal } from '../outcome.ts'

/**
 * Probes whose answers are looked at together with all others of the run: where the provider is too broken for them, what
 * was seen until then still counts. Nothing seen at all ends the check.
 */
export async function asFarAsPossible(context: CheckContext, probes: Promise<unknown>): Promise<void> {
  try {
    await probes
  } catch (error) {
    if (!(error instanceof OutcomeSignal) || context.seen().length === 0) throw error
  }
}
