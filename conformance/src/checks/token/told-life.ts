/** Seconds that expires_in and the token's own times may be apart: each is rounded, and between them a second may begin. */
export const tolerance = 2

/** @param told expires_in @param life exp of the access token without iat or nbf; both in seconds */
export function isLife(told: number, life: number): boolean {
  return Math.abs(life - told) <= tolerance
}
