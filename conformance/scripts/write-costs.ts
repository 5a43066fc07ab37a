/**
 * Measures what each check costs a provider, for the budget that is printed before a run against a sandbox:
 * `node --conditions=source conformance/scripts/write-costs.ts` writes conformance/src/sandbox/costs.json.
 */
import { writeFile } from 'node:fs/promises'
import { measureCosts } from '../test/support/measure-costs.ts'

const lines = Object.entries(await measureCosts()).map(
  ([id, cost]) =>
    `  "${id}": ${JSON.stringify(cost)
      .replaceAll(/([:,])/g, '$1 ')
      .replace('{', '{ ')
      .replace('}', ' }')}`,
)
await writeFile(new URL('../src/sandbox/costs.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`)
