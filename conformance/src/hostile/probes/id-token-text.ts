import { accepted, rejected } from '../hostile-row.ts'
import { claim } from '../rows/from-table.ts'
import { type DraftChange, type IdTokenTable, idTokenRows, withText } from './on-id-token.ts'

const whole = rejected('id-token-malformed', { part: 'the whole' })
const inClaims = rejected('id-token-malformed', { part: 'claims' })
const repeated = (name: string) => rejected('id-token-malformed', { part: 'claims', repeated: name })
const ignored = accepted('Claims that are not understood are ignored (RFC 7519 4).')
const finished =
  (finish: (jwt: string) => string): DraftChange =>
  () => ({ finish })

/** The JSON serialization (RFC 7515 7.2). */
function asJson(jwt: string): string {
  const [header, payload, signature] = jwt.split('.')
  return JSON.stringify({ protected: header, payload, signature })
}

const table: IdTokenTable = {
  'claim-duplicated-by-escape': {
    expect: repeated('iss'),
    change: withText((json) => json.replace('{', '{"\\u0069ss":"https://attacker.example",')),
  },
  'exp-duplicated': { expect: repeated('exp'), change: withText((json) => json.replace('{', '{"exp":1,')) },
  'inner-member-duplicated': {
    expect: repeated('a'),
    change: withText((json) => json.replace('{', '{"x":[{"a":1,"a":2}],')),
  },
  'sub-in-prototype': {
    expect: claim('id-token-claim-missing', 'sub'),
    change: withText((json) => json.replace(/"sub":("[^"]*")/, '"__proto__":{"sub":$1}')),
  },
  'claims-with-byte-order-mark': { expect: inClaims, change: withText((json) => `\ufeff${json}`) },
  'claims-with-comment': { expect: inClaims, change: withText((json) => json.replace('{', '{/* */')) },
  'claims-twice': { expect: inClaims, change: withText((json) => `${json}${json}`) },
  'claims-with-white-space': {
    expect: accepted('White space around JSON means nothing (RFC 8259 2).'),
    change: withText((json) => ` ${json}\n`),
  },
  'claims-deep': {
    expect: ignored,
    change: withText((json) => json.replace('{', `{"x":${'['.repeat(2000)}${']'.repeat(2000)},`)),
  },
  'base64-standard': { expect: whole, change: finished((jwt) => jwt.replace(/[^.]+$/, (part) => `+${part.slice(1)}`)) },
  'line-feed-behind': { expect: whole, change: finished((jwt) => `${jwt}\n`) },
  'json-serialization': { expect: whole, change: finished(asJson) },
}

/** JSON and serialization that readers may read in two ways. */
export const idTokenText = idTokenRows(table)
