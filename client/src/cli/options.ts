import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

type Descriptors = Readonly<Record<string, ParseArgsOptionDescriptor>>

/** Options that every command takes. */
export const commonOptions = {
  environment: { type: 'string', short: 'e' },
  mock: { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret-file': { type: 'string' },
  'redirect-uri': { type: 'string' },
  config: { type: 'string' },
  store: { type: 'string' },
  json: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Descriptors

export type CommonValues = ReturnType<typeof parseArgs<{ options: typeof commonOptions }>>['values']

/**
 * Reads what follows the command's name.
 *
 * @throws UsageError with one sentence on what is wrong
 */
export function readOptions<const Own extends Descriptors>(command: string, args: readonly string[], own: Own) {
  refuseSecrets(args)
  const options = { ...commonOptions, ...own }
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true })
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new UsageError(`${sentence.replace(/\.$/, '')}. See mobilepay ${command} --help.`)
  }
}

/** Command lines are in process lists and shell histories. The value is not repeated. */
function refuseSecrets(args: readonly string[]): void {
  const flag = args.find((arg) => /^--(client-secret|secret|password|token)(=|$)/.test(arg))
  if (flag === undefined) return
  throw new UsageError(
    'Secrets are not taken from the command line, which others can read. Set MOBILEPAY_CLIENT_SECRET, or name a file with --client-secret-file.',
  )
}
