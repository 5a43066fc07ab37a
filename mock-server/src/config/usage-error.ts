/** Wrong options, variables or a broken configuration: one clear sentence, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
