import { ConfigurationError } from '../errors/mobilepay-error.ts'
import { MemoryStore } from '../stores/memory-store.ts'
import type { RecordStore } from '../stores/record-store.ts'
import type { Sealer } from './sealer.ts'
import { sealerFrom } from './sealer-from.ts'

/** Nothing leaves the process that holds the tokens anyway. */
const unsealed: Sealer = {
  seal: async (text) => text,
  open: async (text) => text,
  isStale: () => false,
}

/**
 * The sealer for what goes into a store. The one place that decides who may go without keys: a MemoryStore, so nothing
 * is ever written unsealed to disk or sent to a database.
 *
 * @throws ConfigurationError `sealing-keys-missing`, `sealing-key-invalid`
 */
export async function sealerFor(store: RecordStore, sealingKeys: readonly string[] | undefined): Promise<Sealer> {
  const [first, ...others] = sealingKeys ?? []
  if (first !== undefined) return sealerFrom([first, ...others])
  if (store instanceof MemoryStore) return unsealed
  throw new ConfigurationError('sealing-keys-missing')
}
