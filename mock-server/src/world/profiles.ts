import { nearestName } from './nearest-name.ts'
import { defaultSwitches, type Switches } from './settings.ts'

/** Named positions of all switches, by the source that is believed. */
export const profiles = {
  /** MobilePay's own documents; where they disagree, the position that the ledger calls the default. */
  documents: defaultSwitches,
  /** A real IdentityServer as recorded, which knows nothing of MobilePay's documents. */
  recordings: {
    ...defaultSwitches,
    standingGrantSkipsConsent: false,
    nonceReplayRefused: false,
    tokenResponseScope2018: 'present',
  },
  /** Of each fact the position that refuses most: who gets through here gets through whichever source is right. */
  strict: {
    ...defaultSwitches,
    standingGrantSkipsConsent: false,
    strictParameters: true,
    codeReuse: 'revoke-tokens',
    responseModesServed: 'form_post',
    refreshSlidingLife: '1-year',
    accessTokenAfterRevocation: 'refused',
    ibmHeadersRequired: true,
    codeVerifierAtRefresh: 'required',
  },
} as const satisfies Record<string, Switches>

export type ProfileName = keyof typeof profiles

export const profileNames = Object.keys(profiles) as readonly ProfileName[]

/** There is no profile of that name; the message has the nearest one. */
export class UnknownProfileError extends Error {
  override readonly name = 'UnknownProfileError'

  constructor(given: string) {
    const nearest = nearestName(given, profileNames)
    const meant = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
    super(`There is no profile "${given}".${meant} There are: ${profileNames.join(', ')}.`)
  }
}

/** Whether a text from outside names a profile. */
export function isProfileName(name: string): name is ProfileName {
  return Object.hasOwn(profiles, name)
}

/** @throws UnknownProfileError, also where types were no guard: names come from command lines and files. */
export function profileNamed(name: string): Switches {
  if (isProfileName(name)) return profiles[name]
  throw new UnknownProfileError(name)
}
