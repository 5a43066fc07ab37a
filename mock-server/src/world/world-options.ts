import type { Clock } from './clock.ts'
import type { WorldSeeds } from './directory.ts'
import { type ProfileName, profileNamed } from './profiles.ts'
import { defaultSettings, type Switches, type WorldSettings } from './settings.ts'

/** What a world is made from; what is left out is as in the default world. */
export interface WorldOptions extends Partial<Omit<WorldSettings, 'switches'>>, Partial<WorldSeeds> {
  /** Sets every switch; `switches` goes on top. */
  readonly profile?: ProfileName
  readonly switches?: Partial<Switches>
  readonly clock?: Clock
}

/**
 * Settings with what is left out taken from others.
 * @throws UnknownProfileError
 */
export function completeSettings(
  { generation, consent, amr, profile, switches }: WorldOptions,
  base: WorldSettings = defaultSettings,
): WorldSettings {
  return {
    generation: generation ?? base.generation,
    consent: consent ?? base.consent,
    amr: amr ?? base.amr,
    switches: { ...(profile === undefined ? base.switches : profileNamed(profile)), ...switches },
  }
}

/** Lists with what is left out taken from others. */
export function completeSeeds(given: Partial<WorldSeeds>, base: WorldSeeds): WorldSeeds {
  return {
    merchants: given.merchants ?? base.merchants,
    users: given.users ?? base.users,
    clients: given.clients ?? base.clients,
    apiResources: given.apiResources ?? base.apiResources,
  }
}
