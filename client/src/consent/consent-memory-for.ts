import type { ClientContext } from '../client-context.ts'
import { ConfigurationError } from '../errors/mobilepay-error.ts'
import type { ConsentMemory } from './consent-memory.ts'
import { CookieConsentMemory } from './cookie-consent-memory.ts'
import { StoreConsentMemory } from './store-consent-memory.ts'

/** @throws ConfigurationError `sealing-keys-missing`: a cookie is in the hands of others, so it is never left unsealed */
export function consentMemoryFor(
  where: 'cookie' | 'store' | undefined,
  { options, sealer }: Pick<ClientContext, 'options' | 'sealer'>,
): ConsentMemory {
  const hasKeys = (options.sealingKeys ?? []).length > 0
  if ((where ?? (hasKeys ? 'cookie' : 'store')) === 'store') return new StoreConsentMemory(options.store, sealer)
  if (!hasKeys) throw new ConfigurationError('sealing-keys-missing')
  return new CookieConsentMemory(sealer)
}
