import type { Connection } from '../../connections/connection.ts'
import type { StartedConsent } from '../../consent/start-consent.ts'
import { ProtocolError } from '../../errors/mobilepay-error.ts'
import type { MobilePayClient } from '../../mobilepay-client.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { CallbackServer } from './callback-server.ts'
import { openBrowser } from './open-browser.ts'

export interface BrowserLoginOptions {
  readonly isOpened: boolean
  /** Seconds, as text. */
  readonly timeout: string | undefined
}

/**
 * Sends the browser to MobilePay and waits for its answer on this machine.
 *
 * @throws UsageError where the redirect URI is not on this machine, or its port is taken
 * @throws ProtocolError `consent-expired` when nobody has answered in time, and those of `completeConsent`
 */
export async function browserLogin(
  client: MobilePayClient,
  consent: StartedConsent,
  { isOpened, timeout }: BrowserLoginOptions,
  terminal: Terminal,
): Promise<Connection> {
  const patience = seconds(timeout)
  await using server = await CallbackServer.listen(consent, (request) => client.completeConsent(request, consent))
  const opened = isOpened && (await openBrowser(consent.url))
  terminal.note(opened ? 'The browser shows MobilePay’s login.' : `Open this address in a browser:\n\n${consent.url}\n`)
  terminal.note(`Waiting for the answer at ${consent.redirectUri} (Ctrl+C ends it).`)
  // Awaited here, or the server would be closed at once.
  return await Promise.race([server.connection, ended(terminal.signal, patience)])
}

function seconds(text: string | undefined): number {
  const value = Number(text ?? 600)
  if (value > 0 && value <= 86_400) return value
  throw new UsageError('--timeout takes seconds, 1 to 86400.')
}

function ended(signal: AbortSignal, patience: number): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new ProtocolError('consent-expired')), patience * 1000)
    timer.unref()
    signal.addEventListener('abort', () => reject(new UsageError('Interrupted.')), { once: true })
  })
}
