import { Type } from 'typebox'
import { explain } from '../../journal/explain.ts'
import { command, streamCommand, worldNamed } from '../command.ts'
import { ExplainedExchangeSchema, filterMembers, SummarySchema } from '../journal-schemas.ts'
import { ControlError } from '../problem.ts'
import { closedObject, inWorld } from '../schemas.ts'

const FilterInput = closedObject({ ...inWorld, ...filterMembers })

const listExchanges = command({
  name: 'journal.list',
  summary: 'What happened in a world, in short, oldest first',
  method: 'GET',
  path: '/worlds/{world}/journal',
  input: closedObject({
    ...inWorld,
    ...filterMembers,
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000,
        default: 100,
        description: 'At most so many: the newest, or with since the first after it.',
      }),
    ),
  }),
  output: closedObject({
    exchanges: Type.Array(SummarySchema),
    total: Type.Integer({ description: 'How many meet the filter.' }),
    lastId: Type.Integer({ description: 'The id of the exchange that ended last; 0 before the first.' }),
  }),
  run: (mock, { world, limit = 100, ...filter }) => {
    const { journal } = worldNamed(mock, world)
    const met = journal.summaries(filter)
    const exchanges = filter.since === undefined ? met.slice(-limit) : met.slice(0, limit)
    return { exchanges, total: met.length, lastId: journal.lastId }
  },
})

const getExchange = command({
  name: 'journal.get',
  summary: 'One whole exchange without its secrets, and why it was answered so',
  method: 'GET',
  path: '/worlds/{world}/journal/{id}',
  input: closedObject({ ...inWorld, id: Type.Integer({ minimum: 1 }) }),
  output: ExplainedExchangeSchema,
  run: (mock, { world, id }) => {
    const { journal } = worldNamed(mock, world)
    const exchange = journal.get(id)
    if (exchange) return explain(exchange)
    const kept = journal.summaries()
    const allowed = kept.length === 0 ? 'none: the journal is empty' : `${kept[0]?.id} to ${kept.at(-1)?.id}`
    throw new ControlError(404, `The journal of "${world}" keeps no exchange ${id}; it keeps ${allowed}.`, [
      { field: 'id', allowed },
    ])
  },
})

const followJournal = streamCommand({
  name: 'journal.live',
  summary: 'Exchanges as they end, in short; it ends with the world',
  method: 'GET',
  path: '/worlds/{world}/journal/live',
  input: FilterInput,
  output: SummarySchema,
  streaming: { as: 'events', event: 'exchange' },
  run: (mock, { world, ...filter }, signal) => worldNamed(mock, world).journal.live(filter, signal),
})

export const journalCommands = [listExchanges, getExchange, followJournal] as const
