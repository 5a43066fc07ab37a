import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { nearest, UsageError } from './usage-error.ts'

/**
 * Reads flags and, where they are allowed, other words.
 * @throws UsageError with the nearest names for a flag that does not exist, and for anything else that is wrong
 */
export function readArguments<const Flags extends ParseArgsOptionsConfig>(
  args: readonly string[],
  flags: Flags,
  allowPositionals = false,
) {
  for (const arg of args) {
    const [, name] = /^--([^=]+)/.exec(arg) ?? []
    if (name === undefined || Object.hasOwn(flags, name)) continue
    const known = Object.keys(flags).map((flag) => `--${flag}`)
    throw new UsageError(`There is no option --${name}${nearest(`--${name}`, known)}`)
  }
  refuseRepeated(args, flags)
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals })
  } catch (error) {
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/)
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`)
  }
}

/** Of an option that takes one value the last would count, and nobody would notice. */
function refuseRepeated(args: readonly string[], flags: ParseArgsOptionsConfig): void {
  const names = args.flatMap((arg) => /^--([^=]+)/.exec(arg)?.[1] ?? [])
  const twice = names.find((name, index) => names.indexOf(name) !== index && !flags[name]?.multiple)
  if (twice !== undefined) throw new UsageError(`--${twice} is there twice, and takes one value.`)
}

/** The words of lists such as `D-03,K`, given once or more often; undefined where none was given. */
export function wordsOf(lists: readonly string[] | undefined): readonly string[] | undefined {
  return lists?.flatMap((list) => list.split(',').flatMap((word) => word.trim() || []))
}
