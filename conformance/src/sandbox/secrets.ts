import type { Terminal } from '../cli/terminal.ts'
import { UsageError } from '../cli/usage-error.ts'

/** Environment variables that hold what is never given as a flag. */
export const secretVariables = {
  clientSecret: 'MOBILEPAY_CLIENT_SECRET',
  username: 'MOBILEPAY_USERNAME',
  password: 'MOBILEPAY_PASSWORD',
  refreshToken: 'MOBILEPAY_REFRESH_TOKEN',
} as const

/**
 * A secret from the environment, or typed at the terminal without being shown.
 * @throws UsageError where there is neither
 */
export async function readSecret(name: keyof typeof secretVariables, terminal: Terminal): Promise<string> {
  const variable = secretVariables[name]
  const value = (terminal.env ?? process.env)[variable] || (await terminal.ask?.(`${variable}: `, true))
  if (value) return value
  throw new UsageError(`${variable} is not set: secrets come from the environment or are asked for at a terminal.`)
}
