import type { RunResult } from '../run/run-checks.ts'
import { StoredBodies, type StoredExchange } from './stored-bodies.ts'

/** The exchanges under the names by which checks cite them, and the parts that their bodies are made of. */
export function evidenceOf({ subject, exchanges }: RunResult): Evidence {
  const store = new StoredBodies()
  const stored = Array.from(exchanges, ([id, exchange]) => [id, store.store(exchange)] as const)
  return { subject, exchanges: Object.fromEntries(stored), parts: store.parts }
}

/** What `evidence.json` holds. */
export interface Evidence {
  readonly subject: string
  readonly exchanges: Readonly<Record<string, StoredExchange>>
  readonly parts: readonly string[]
}

/** One exchange a line: small, and still a text that tools compare line by line. */
export function evidence(run: RunResult): string {
  const { subject, exchanges, parts } = evidenceOf(run)
  const lines = Object.entries(exchanges).map(([id, exchange]) => `${JSON.stringify(id)}: ${JSON.stringify(exchange)}`)
  const partLines = parts.map((part) => JSON.stringify(part))
  const [subjectText, exchangeText, partText] = [JSON.stringify(subject), lines.join(',\n'), partLines.join(',\n')]
  return `{"subject": ${subjectText},\n"exchanges": {\n${exchangeText}\n},\n"parts": [\n${partText}\n]}\n`
}
