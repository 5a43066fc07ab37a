/** Takes one line of the debug log, without a line end. */
export type DebugLog = (line: string) => void

interface WithEnvironment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
}

/**
 * The log that the option asks for; `MOBILEPAY_DEBUG=1` asks for it where the option says nothing. Lines go to the
 * standard error.
 */
export function debugLogOf(option: boolean | DebugLog | undefined): DebugLog | undefined {
  if (typeof option === 'function') return option
  return (option ?? askedByEnvironment()) ? (line) => console.error(line) : undefined
}

function askedByEnvironment(): boolean {
  try {
    const value = (globalThis as WithEnvironment).process?.env?.MOBILEPAY_DEBUG
    return value !== undefined && value !== '' && value !== '0'
  } catch {
    // Deno throws where reading the environment was not allowed.
    return false
  }
}
