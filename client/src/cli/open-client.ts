import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MobilePayClient } from '../mobilepay-client.ts'
import { newSealingKey } from '../sealing/sealing-key.ts'
import { FileStore } from '../stores/file/file-store.ts'
import { refuseExposed } from '../stores/file/private-folder.ts'
import type { CommonValues } from './options.ts'
import { withProgress } from './progress.ts'
import { readSettings, type Settings } from './settings.ts'
import type { Terminal } from './terminal.ts'

/** The settings, and the client that they make. */
export async function openFor(values: CommonValues, terminal: Terminal) {
  const settings = await readSettings(values, terminal)
  const opening = openClient(settings, terminal, values.debug)
  return { settings, client: await withProgress(terminal, 'Reading the discovery document', opening) }
}

/**
 * The client, over this user's own connections: sealed files, and the key to them in the user's configuration.
 *
 * @throws ConfigurationError, ProtocolError, NetworkError, StoreError
 */
export async function openClient(
  settings: Settings,
  { env, signal }: Pick<Terminal, 'env' | 'signal'>,
  debug: boolean | undefined,
): Promise<MobilePayClient> {
  const options = {
    ...clientOptions(settings),
    ...(debug === true && { debug }),
    store: await FileStore.open(settings.store),
    sealingKeys: [env.MOBILEPAY_SEALING_KEY || (await sealingKey(settings.home))],
  }
  return MobilePayClient.discover(options, { signal })
}

/** What the settings say to the client, without a store. */
export function clientOptions({ environment, clientId, clientSecret, redirectUri, apiCredentials }: Settings) {
  return { environment, clientId, clientSecret, redirectUri, ...(apiCredentials && { apiCredentials }) }
}

/** The key in `sealing-key`, made with the first use. Of two processes that make one, the first wins. */
async function sealingKey(home: string): Promise<string> {
  const path = join(home, 'sealing-key')
  await mkdir(home, { recursive: true, mode: 0o700 })
  const temporary = join(home, `sealing-key.${randomUUID()}`)
  await writeFile(temporary, `${newSealingKey()}\n`, { mode: 0o600, flag: 'wx' })
  try {
    // Unlike a rename it does not replace a key that is there, and the file is whole when it appears.
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(temporary, { force: true })
  }
  await refuseExposed(path)
  return (await readFile(path, 'utf8')).trim()
}
