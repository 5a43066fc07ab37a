/**
 * Writes `src/provider/schemas.generated.ts` from the repository's `fixtures/schemas`: the published client depends on
 * no fixtures. Run it after every change there: `npx node client/scripts/generate-schemas.ts`.
 *
 * The client leaves out what is not its business: the issuer's value (it is pinned per environment), and that every key
 * has a `kid` and one of three types (a single key needs no `kid`, OIDCC 10.1; keys of other types are ignored, RFC 7517
 * section 5).
 */
import { readFile, writeFile } from 'node:fs/promises'

const schemas = new URL('../../fixtures/schemas/', import.meta.url)
const target = new URL('../src/provider/schemas.generated.ts', import.meta.url)

type Schema = false | { readonly [keyword: string]: unknown }

/** The keywords that `src/provider/json-schema.ts` knows. */
const known = ['type', 'required', 'properties', 'items', 'minItems', 'uniqueItems', 'minLength', 'pattern']
const comments = ['$schema', '$id', 'title', 'description', '$defs']

/** The two schemas as the client holds documents against them. */
export async function clientSchemas(): Promise<Readonly<Record<'discovery' | 'jwks', Schema>>> {
  const discovery = await read('discovery')
  const jwks = await read('jwks')
  const { publicKey } = jwks.$defs as Record<string, { properties: Record<string, Schema> }>
  if (!publicKey) throw new Error('jwks.schema.json has no publicKey any more.')
  const key = { ...publicKey, required: ['kty'], properties: { ...publicKey.properties, kty: { type: 'string' } } }
  return {
    discovery: inline({ ...discovery, properties: { ...members(discovery), issuer: { type: 'string' } } }, discovery),
    jwks: inline({ ...jwks, $defs: { publicKey: key } }, { $defs: { publicKey: key } }),
  }
}

/** The text that `src/provider/schemas.generated.ts` ought to have, before Biome has formatted it. */
export async function generateSchemas(): Promise<string> {
  const { discovery, jwks } = await clientSchemas()
  return `// Generated from fixtures/schemas by scripts/generate-schemas.ts; do not edit.
import type { JsonSchema } from './json-schema.ts'

export const discoverySchema: JsonSchema = ${JSON.stringify(discovery)}

export const jwksSchema: JsonSchema = ${JSON.stringify(jwks)}
`
}

async function read(name: string): Promise<Exclude<Schema, false>> {
  return JSON.parse(await readFile(new URL(`${name}.schema.json`, schemas), 'utf8'))
}

function members(schema: Exclude<Schema, false>): Record<string, Schema> {
  return schema.properties as Record<string, Schema>
}

/** Puts what `$ref` points to in its place, and refuses keywords that the client would silently not look at. */
function inline(schema: Schema, root: Exclude<Schema, false>): Schema {
  if (schema === false) return false
  if (typeof schema.$ref === 'string') return inline(pointedTo(schema.$ref, root), root)
  const kept = Object.entries(schema).filter(([keyword]) => !comments.includes(keyword))
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, inlineKeyword(keyword, value, root)]))
}

function inlineKeyword(keyword: string, value: unknown, root: Exclude<Schema, false>): unknown {
  if (!known.includes(keyword)) throw new Error(`The client’s schemas know no keyword ${keyword}.`)
  if (keyword === 'items') return inline(value as Schema, root)
  if (keyword !== 'properties') return value
  const entries = Object.entries(value as Record<string, Schema>)
  return Object.fromEntries(entries.map(([name, inner]) => [name, inline(inner, root)]))
}

function pointedTo(reference: string, root: Exclude<Schema, false>): Schema {
  const name = /^#\/\$defs\/(\w+)$/.exec(reference)?.[1]
  const found = name === undefined ? undefined : (root.$defs as Record<string, Schema>)[name]
  if (found === undefined) throw new Error(`${reference} points out of the client’s schemas.`)
  return found
}

if (import.meta.main) await writeFile(target, await generateSchemas())
