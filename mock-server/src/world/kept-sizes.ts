/**
 * How many of each thing a stage of a world keeps, so that a mock that runs for weeks stays flat in memory (some 20 MB).
 * Beyond, the oldest go.
 */
export const keptSizes = {
  /** Of each kind: codes, refresh tokens, grants of the engine. */
  artifacts: 20_000,
  nonces: 20_000,
  /** Used codes and one-time refresh tokens. */
  spent: 10_000,
} as const
