import { openClient } from '../open-client.ts'
import type { Settings } from '../settings.ts'
import type { Terminal } from '../terminal.ts'
import { type Finding, fromError, ok, warned } from './finding.ts'

/** Whether the connections can be read, and which need a new consent. */
export async function checkStore(settings: Settings, terminal: Pick<Terminal, 'env' | 'signal'>): Promise<Finding> {
  try {
    const all = await (await openClient(settings, terminal, false)).connections()
    const over = all.filter(({ needsConsent }) => needsConsent !== undefined)
    const sentence = `${settings.store} holds ${all.length} connections of this client.`
    if (over.length === 0) return ok('connections', sentence)
    const merchants = over.map(({ id }) => id).join(', ')
    return warned(
      'connections',
      `${sentence} ${over.length} of them need a new consent.`,
      `mobilepay login for ${merchants}.`,
    )
  } catch (error) {
    return fromError('connections', error)
  }
}
