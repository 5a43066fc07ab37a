import { parseArgs } from 'node:util'
import { flagOf, type Settings, settingNames, settingOf } from '../config/settings.ts'
import { UsageError } from '../config/usage-error.ts'

/** As `parseArgs` takes them, made from the table of settings. */
const options = Object.fromEntries(
  settingNames.map((name) => {
    const { takes, short } = settingOf(name)
    const type: 'string' | 'boolean' = takes === undefined ? 'boolean' : 'string'
    return [flagOf(name), { type, ...(short === undefined ? {} : { short }) }]
  }),
)

/**
 * Reads the command line.
 * @throws UsageError with one sentence on what is wrong.
 */
export function readFlags(args: readonly string[]): Settings {
  const values = parse(args)
  const given = settingNames.flatMap((name) => {
    const value = values[flagOf(name)]
    return value === undefined ? [] : [[name, settingOf(name).read(String(value), `--${flagOf(name)}`)] as const]
  })
  return Object.fromEntries(given)
}

function parse(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false, allowNegative: true }).values
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new UsageError(`${sentence.replace(/\.$/, '')}. See mobilepay-mock --help.`)
  }
}
