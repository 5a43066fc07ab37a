import { MobilePayError } from '../../errors/mobilepay-error.ts'
import type { MobilePayClient } from '../../mobilepay-client.ts'
import type { KeepAliveResult, KeepAliveSummary } from '../../refresh/keep-alive.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { withProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Refreshes all connections that were not for so many days, and tells of each in a line.
 *
 * @param idleDays as the user has written it; undefined for a week
 * @returns the exit code: what failed comes before who has to consent, for a run later may help it
 * @throws UsageError
 */
export async function refreshAll(
  client: MobilePayClient,
  idleDays: string | undefined,
  isJson: boolean,
  terminal: Terminal,
): Promise<number> {
  const { signal } = terminal
  const run = client.keepAlive({ signal, ...(idleDays !== undefined && { idleDays: daysIn(idleDays) }) })
  const summary = await withProgress(terminal, 'Refreshing', run)
  if (isJson) terminal.result(JSON.stringify(summary))
  else for (const connection of summary.connections) terminal.result(lineOf(connection))
  if (!isJson) terminal.note(countsIn(summary))
  return codeOf(summary)
}

function daysIn(text: string): number {
  if (/^\d{1,3}(\.\d+)?$/.test(text)) return Number(text)
  throw new UsageError(`--older-than takes a number of days, not "${text}".`)
}

function lineOf(result: KeepAliveResult): string {
  const { id, outcome } = result
  if (outcome === 'needs-consent') return `${id}  needs consent: ${result.reason}`
  if (outcome !== 'failed') return `${id}  ${outcome.replaceAll('-', ' ')}`
  const { error } = result
  return `${id}  failed: ${error instanceof MobilePayError ? `${error.code}. ${error.remedy}` : 'unexpected'}`
}

function countsIn({ connections, counts }: KeepAliveSummary): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0)
  if (told.length === 0) return 'There is no connection in this environment yet. Start with mobilepay login.'
  return `Of ${connections.length}: ${told.map(([outcome, count]) => `${count} ${outcome.replaceAll('-', ' ')}`).join(', ')}.`
}

function codeOf({ connections, counts }: KeepAliveSummary): number {
  if (counts['not-reached'] > 0) return exitCodes.interrupted
  const failed = connections.find((result) => result.outcome === 'failed')
  if (failed) return exitCodeOf(failed.error)
  return counts['needs-consent'] > 0 ? exitCodes.consent : exitCodes.done
}
