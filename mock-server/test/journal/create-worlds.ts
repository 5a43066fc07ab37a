import { apiResources, clients, merchants, users } from '@mobilepay-oidc/fixtures'
import { defaultSettings } from '../../src/world/settings.ts'
import { Worlds } from '../../src/world/worlds.ts'

/** The worlds of a mock that does not listen. */
export function createWorlds(): Worlds {
  return new Worlds(defaultSettings, { apiResources, clients, merchants, users })
}
