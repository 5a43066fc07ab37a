import { Type } from 'typebox'
import type { ExchangeFilter, Summary } from '../../journal/exchange-filter.ts'
import { explain } from '../../journal/explain.ts'
import { inLines, JournalTimeoutError } from '../../journal/wait-for.ts'
import { command, worldNamed } from '../command.ts'
import { ExplainedExchangeSchema, FilterInput } from '../journal-schemas.ts'
import { ControlError } from '../problem.ts'
import { closedObject } from '../schemas.ts'

const waitForExchange = command({
  name: 'journal.wait',
  summary: 'The next exchange that meets the filter; with since, one that has ended already will do',
  method: 'GET',
  path: '/worlds/{world}/journal/wait',
  input: closedObject({
    ...FilterInput.properties,
    timeoutMs: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 240_000,
        default: 5000,
        description: "Milliseconds by the machine's clock.",
      }),
    ),
  }),
  output: ExplainedExchangeSchema,
  refuses: [408],
  example: { endpoint: 'token', timeoutMs: 10_000 },
  run: async (mock, { world, timeoutMs = 5000, ...filter }, { signal, askedAt }) => {
    const { journal } = worldNamed(mock, world)
    const since = filter.since ?? journal.lastIdAt(askedAt)
    try {
      return explain(await journal.wait({ ...filter, since }, { timeoutMs, signal }))
    } catch (error) {
      if (error instanceof JournalTimeoutError)
        throw new ControlError(408, error.message, [], { members: { seen: error.seen.slice(-100) } })
      throw error
    }
  },
})

const countExchanges = command({
  name: 'journal.count',
  summary: 'How many exchanges meet the filter',
  method: 'GET',
  path: '/worlds/{world}/journal/count',
  input: FilterInput,
  output: closedObject({ count: Type.Integer() }),
  example: { endpoint: 'token', status: 400 },
  run: (mock, { world, ...filter }) => ({ count: worldNamed(mock, world).journal.count(filter) }),
})

const many = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }))

const assertCount = command({
  name: 'journal.assert',
  summary: 'Refuse unless so many exchanges meet the filter',
  method: 'GET',
  path: '/worlds/{world}/journal/assert',
  input: closedObject({
    ...FilterInput.properties,
    exactly: many('So many, no more and no less.'),
    atLeast: many('So many or more.'),
    atMost: many('So many or fewer.'),
  }),
  output: closedObject({ count: Type.Integer() }),
  refuses: [409],
  example: { endpoint: 'token', atMost: 3 },
  run: (mock, { world, exactly, atLeast, atMost, ...filter }) => {
    const expected = given({ exactly, atLeast, atMost })
    if (Object.keys(expected).length === 0) throw nothingExpected()
    const { journal } = worldNamed(mock, world)
    const seen = journal.summaries(filter)
    const isMet =
      (exactly ?? seen.length) === seen.length &&
      seen.length >= (atLeast ?? 0) &&
      seen.length <= (atMost ?? seen.length)
    if (!isMet) throw refuseCount(expected, filter, seen, journal.summaries({ since: filter.since ?? 0 }))
    return { count: seen.length }
  },
})

function nothingExpected(): ControlError {
  const fields = ['exactly', 'atLeast', 'atMost'].map((field) => ({ field, allowed: 'one of the three is required' }))
  return new ControlError(422, 'Say how many are expected: exactly, atLeast or atMost.', fields)
}

function refuseCount(
  expected: Readonly<Record<string, unknown>>,
  filter: ExchangeFilter,
  seen: readonly Summary[],
  all: readonly Summary[],
): ControlError {
  const wanted = inWords(expected, ' and ')
  const among = Object.keys(filter).length > 0 ? ` with ${inWords(filter, ', ')}` : ''
  const shown = seen.length > 0 ? seen : all
  const heading = shown.length === 0 ? [] : [seen.length > 0 ? 'Seen:' : 'None of these, the newest:']
  const sentence = `Expected ${wanted} exchanges${among}; seen ${seen.length}.`
  return new ControlError(409, [sentence, ...heading, ...inLines(shown)].join('\n'), [], {
    members: { expected, seen: seen.slice(-100), count: seen.length },
  })
}

function given(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

const words: Readonly<Record<string, string>> = { atLeast: 'at least', atMost: 'at most' }

function inWords(members: object, separator: string): string {
  return Object.entries(members)
    .map(([name, value]) => `${words[name] ?? name} ${value}`)
    .join(separator)
}

export const journalExpectations = [waitForExchange, countExchanges, assertCount] as const
