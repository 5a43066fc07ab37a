import { burning, codeIn, otherCase } from './burning.ts'
import { invalidGrant, type Probe } from './probe.ts'
import { missingRedirectUri, wrongRedirectUri } from './redirect-uri-probes.ts'
import { missingVerifier, verifierEqualToChallenge, verifierOfWrongLength, wrongVerifier } from './verifier-probes.ts'

/** A good code, written otherwise. */
export const nearCodes: readonly Probe[] = Object.entries<(code: string) => string>({
  'in other letter case': otherCase,
  'with a letter behind it': (code) => `${code}A`,
  'without its last letter': (code) => code.slice(0, -1),
  'with a space behind it': (code) => `${code} `,
}).map(([what, change]) =>
  burning(`a good code ${what}`, invalidGrant, (attempt) => ({ code: change(codeIn(attempt)) })),
)

/** Every probe that burns a code and tells of a refusal in the words of RFC 6749 5.2. */
export const burningProbes: readonly Probe[] = [
  ...wrongRedirectUri,
  ...missingRedirectUri,
  ...wrongVerifier,
  ...missingVerifier,
  ...verifierEqualToChallenge,
  ...verifierOfWrongLength,
]
