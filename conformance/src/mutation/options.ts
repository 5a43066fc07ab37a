import { parseArgs } from 'node:util'

export interface MutationOptions {
  readonly out: string | undefined
  /** A file that is to list the faults that each check saw. */
  readonly seenBy: string | undefined
  readonly all: boolean
  readonly everything: boolean
  readonly pairs: number
  readonly healthy: number
  readonly seed: number
  readonly only: readonly string[]
  readonly workers: number
  readonly json: boolean
  readonly help: boolean
}

export const usage = `Usage: npm run mutation -- [options]

Measures the suite itself: every listed defect of a provider must turn a check red, and no healthy provider may; every
hostile response must be rejected by the client, and none of their twins.

Options:
  --out DIR        write DIR/mutation.json
  --seen-by FILE   write which faults turned each check red, as --explain tells; with --all
  --all            every fault of the mock that a suite can see, not the listed defects alone
  --everything     every family looks at every defect, not those alone that may see it
  --only LIST      these faults alone, by name or id
  --pairs N        pairs of defects at random (default 50)
  --healthy N      healthy providers that differ legally (default 20)
  --seed N         of pairs and variations (default 1)
  --workers N      mocks at a time (default 2)
  --json           print mutation.json instead of text
  --help           this text

Exit codes: 0 every goal reached, 1 something was missed, 2 wrong usage.

Examples:
  npm run mutation -- --out reports
  npm run mutation -- --only PD-071,callback-state-wrong --pairs 0 --healthy 0
`

/** @throws RangeError for an option that is not understood. */
export function readOptions(args: readonly string[]): MutationOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      'seen-by': { type: 'string' },
      all: { type: 'boolean', default: false },
      everything: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      pairs: { type: 'string', default: '50' },
      healthy: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { pairs, healthy, seed, workers, only, out, 'seen-by': seenBy, ...flags } = values
  if (seenBy !== undefined && !flags.all) throw new RangeError('--seen-by tells of every fault: give --all as well.')
  return {
    ...flags,
    out,
    seenBy,
    pairs: whole('pairs', pairs, 0),
    healthy: whole('healthy', healthy, 0),
    seed: whole('seed', seed, 0),
    workers: whole('workers', workers, 1),
    only: only.split(',').flatMap((word) => word.trim() || []),
  }
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  throw new RangeError(`--${name} takes a whole number from ${least}, not "${text}".`)
}
