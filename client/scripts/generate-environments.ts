/**
 * Writes `src/environments.generated.ts` from the repository's `fixtures/environments.json`: the published client
 * depends on no fixtures. Run it after every change there: `npx node client/scripts/generate-environments.ts`.
 */
import { readFile, writeFile } from 'node:fs/promises'

const source = new URL('../../fixtures/environments.json', import.meta.url)
const target = new URL('../src/environments.generated.ts', import.meta.url)

interface Source {
  readonly environments: Readonly<Record<string, SourceEnvironment>>
}

interface SourceEnvironment {
  readonly issuer: { readonly url: string }
  readonly discovery: { readonly url: string }
  readonly sites: Readonly<
    Record<'admin' | 'authentication' | 'products', { readonly url: string; readonly host: string }>
  >
}

/** The text that `src/environments.generated.ts` ought to have, formatted as Biome does. */
export async function generateEnvironments(): Promise<string> {
  const { environments } = JSON.parse(await readFile(source, 'utf8')) as Source
  const entries = Object.entries(environments).map(entry).join('\n')
  return `// Generated from fixtures/environments.json by scripts/generate-environments.ts; do not edit.

export const builtInEnvironments = {
${entries}
} as const

export type BuiltInEnvironmentName = keyof typeof builtInEnvironments
`
}

function entry([name, { issuer, discovery, sites }]: [string, SourceEnvironment]): string {
  const hosts = [...new Set(Object.values(sites).map(({ host }) => `'${host}'`))]
  return `  '${name}': {
    discoveryUrl: '${discovery.url}',
    issuer: '${issuer.url}',
    apiUrl: '${sites.products.url}',
    hosts: [${hosts.join(', ')}],
  },`
}

if (import.meta.main) await writeFile(target, await generateEnvironments())
