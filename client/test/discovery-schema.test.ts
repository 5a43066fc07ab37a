import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientSchemas } from '../scripts/generate-schemas.ts'
import { firstViolation, type JsonSchema } from '../src/provider/json-schema.ts'
import { discoverySchema, jwksSchema } from '../src/provider/schemas.generated.ts'

const discovery = {
  issuer: 'https://api.mobilepay.dk/merchant',
  authorization_endpoint: 'https://admin.mobilepay.dk/account/connect/authorize',
  token_endpoint: 'https://api.mobilepay.dk/x/connect/token',
  jwks_uri: 'https://api.mobilepay.dk/x/jwks',
  response_types_supported: ['code id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  request_parameter_supported: true,
}
const jwks = { keys: [{ kty: 'RSA', kid: 'A', n: 'AQ', e: 'AQAB' }, { kty: 'EC' }] }

const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('', 'http://x', 'https://x?y', 'https://x y', [], [''], ['a', 'a'], ['a', 'b'], {}, { kty: 7 }),
  fc.constantFrom([{ kty: 'RSA', d: 'x' }], [{ kty: 'oct', k: null }], [null], [{}]),
)

/** The document with some members taken out, replaced or added. */
function mutated(document: object, names: readonly string[]): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...names), fc.option(strange, { nil: undefined }))
  return fc.oneof(
    { weight: 9, arbitrary: fc.array(change, { maxLength: 3 }).map((changes) => apply(document, changes)) },
    { weight: 1, arbitrary: strange },
  )
}

function apply(document: object, changes: readonly (readonly [string, unknown])[]): unknown {
  const entries = [...Object.entries(document), ...changes]
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)))
}

/** The same schema as ajv understands it. */
function ajv(schema: JsonSchema) {
  return new Ajv2020({ strict: true }).compile(schema === false ? false : { ...schema })
}

describe('the schemas in the client', () => {
  it('are generated from the fixtures, and up to date', async () => {
    expect({ discovery: discoverySchema, jwks: jwksSchema }).toEqual(await clientSchemas())
  })

  it.each([
    ['discovery', discoverySchema, discovery],
    ['jwks', jwksSchema, jwks],
  ] as const)('mean to the client what they mean to ajv: %s', (_, schema, document) => {
    const validate = ajv(schema)
    const names = [...Object.keys((schema as { properties: object }).properties), 'unknown']
    fc.assert(
      fc.property(mutated(document, names), (value) => {
        expect(firstViolation(schema, value) === undefined).toBe(validate(value))
      }),
      { numRuns: 2_000 },
    )
  })

  it('say where the first violation is', () => {
    const { token_endpoint, ...without } = discovery
    expect(firstViolation(discoverySchema, without)).toBe('/token_endpoint')
    expect(firstViolation(discoverySchema, { ...discovery, scopes_supported: ['a', 7] })).toBe('/scopes_supported/1')
    expect(firstViolation(jwksSchema, { keys: [{ kty: 'RSA', d: 'x' }] })).toBe('/keys/0/d')
    expect(firstViolation(jwksSchema, [])).toBe('')
  })
})
