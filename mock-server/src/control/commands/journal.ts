import { explain } from '../../journal/explain.ts'
import { command, streamCommand, worldNamed } from '../command.ts'
import {
  ExplainedExchangeSchema,
  FilterInput,
  idMember,
  ListSchema,
  limitMember,
  SummarySchema,
} from '../journal-schemas.ts'
import { ControlError } from '../problem.ts'
import { closedObject, Done, inWorld, WorldInput } from '../schemas.ts'

const listExchanges = command({
  name: 'journal.list',
  summary: 'What happened in a world, in short, oldest first',
  method: 'GET',
  path: '/worlds/{world}/journal',
  input: closedObject({ ...FilterInput.properties, limit: limitMember }),
  output: ListSchema,
  example: { endpoint: 'token', outcome: 'refused' },
  run: (mock, { world, limit = 100, ...filter }) => {
    const { journal } = worldNamed(mock, world)
    const met = journal.summaries(filter)
    const exchanges = filter.since === undefined ? met.slice(-limit) : met.slice(0, limit)
    return { exchanges: [...exchanges], total: met.length, lastId: journal.lastId }
  },
})

const getExchange = command({
  name: 'journal.get',
  summary: 'One whole exchange without its secrets, and why it was answered so',
  method: 'GET',
  path: '/worlds/{world}/journal/{id}',
  input: closedObject({ ...inWorld, id: idMember }),
  output: ExplainedExchangeSchema,
  example: { id: 1 },
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
  example: { since: 0 },
  run: (mock, { world, ...filter }, { signal, askedAt }) => {
    const { journal } = worldNamed(mock, world)
    return journal.live({ since: journal.lastIdAt(askedAt), ...filter }, signal)
  },
})

const clearJournal = command({
  name: 'journal.clear',
  summary: 'Forget what happened in a world; ids go on',
  method: 'DELETE',
  path: '/worlds/{world}/journal',
  input: WorldInput,
  output: Done,
  run: (mock, { world }) => {
    worldNamed(mock, world).journal.clear()
    return { done: true } as const
  },
})

export const journalCommands = [listExchanges, getExchange, followJournal, clearJournal] as const
