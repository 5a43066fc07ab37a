import manifest from '../../../package.json' with { type: 'json' }
import { toHar } from '../../journal/har.ts'
import { command, streamCommand, worldNamed } from '../command.ts'
import { HarSchema } from '../har-schema.ts'
import { FilterInput, RecordedExchangeSchema } from '../journal-schemas.ts'

const exportHar = command({
  name: 'journal.har',
  summary: 'Exchanges as an HTTP archive (HAR 1.2), for the tools of browsers and proxies',
  method: 'GET',
  path: '/worlds/{world}/journal/har',
  input: FilterInput,
  output: HarSchema,
  run: (mock, { world, ...filter }) => toHar(worldNamed(mock, world).journal.find(filter), manifest.version),
})

const exportLines = streamCommand({
  name: 'journal.ndjson',
  summary: 'Whole exchanges as NDJSON, one a line, oldest first',
  method: 'GET',
  path: '/worlds/{world}/journal/ndjson',
  input: FilterInput,
  output: RecordedExchangeSchema,
  streaming: { as: 'lines' },
  run: (mock, { world, ...filter }) => inTurn(worldNamed(mock, world).journal.each(filter)),
})

async function* inTurn<Item>(items: Iterable<Item>): AsyncGenerator<Item, void> {
  yield* items
}

export const journalExports = [exportHar, exportLines] as const
