import type { Generation } from '@mobilepay-oidc/fixtures'
import { families } from '../checks/families.ts'
import { show } from '../reports/words.ts'
import { bothGenerations, equals, type KnownDeviation } from '../run/known-deviation.ts'
import { readJsonFile } from './read-report.ts'
import { requireSchema } from './require-schema.ts'
import { nearest, UsageError } from './usage-error.ts'

/** One entry as it is written: what a check may find, and why that is no news. */
interface Entry {
  readonly id: string
  readonly check: string
  readonly actual: { readonly equals: unknown } | { readonly pattern: string }
  readonly generations?: readonly Generation[]
  readonly reason: string
  readonly source: string
  readonly expires: string
  readonly owner: string
}

const text = { type: 'string', minLength: 1 } as const

/** JSON Schema (2020-12) of a deviations file. */
export const deviationsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['deviations'],
  properties: {
    $schema: text,
    deviations: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'check', 'actual', 'reason', 'source', 'expires', 'owner'],
        properties: {
          id: text,
          check: { type: 'string', pattern: '^[A-Z]+-[0-9]+$' },
          actual: {
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            maxProperties: 1,
            properties: { equals: {}, pattern: text },
          },
          generations: { type: 'array', minItems: 1, items: { enum: ['2018', '2024'] } },
          reason: text,
          source: text,
          expires: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
          owner: text,
        },
      },
    },
  },
} as const

/**
 * The deviations that a file expects, beside MobilePay's own.
 * @throws UsageError that names the place, and what is allowed there
 */
export function readDeviations(path: string): readonly KnownDeviation[] {
  const file = readJsonFile(path, 'The deviations file')
  requireSchema(deviationsSchema, file, path)
  return (file as { readonly deviations: readonly Entry[] }).deviations.map((entry, index) =>
    deviationOf(entry, `${path}: deviations.${index}`),
  )
}

function deviationOf(entry: Entry, place: string): KnownDeviation {
  const { id, check, reason, source, expires, owner, generations = bothGenerations } = entry
  const ids = families.flatMap(({ checks }) => checks.map((one) => one.id))
  if (!ids.includes(check)) throw new UsageError(`${place}.check: there is no check ${check}${nearest(check, ids)}`)
  if (Number.isNaN(Date.parse(expires))) throw new UsageError(`${place}.expires: ${expires} is no day.`)
  const matches = matcherOf(entry.actual, place)
  return { id, check, reason, source, expires, owner, generations, status: 'attested', matches }
}

function matcherOf(actual: Entry['actual'], place: string): KnownDeviation['matches'] {
  if (!('pattern' in actual)) return equals(actual.equals)
  try {
    const pattern = new RegExp(actual.pattern, 'u')
    return (found) => pattern.test(show(found))
  } catch (error) {
    throw new UsageError(`${place}.actual.pattern: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
