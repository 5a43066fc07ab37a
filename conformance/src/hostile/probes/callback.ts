import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { type Fields, frontChannel, type ProbeEntry, probeRow } from './probe.ts'

interface CallbackEntry extends ProbeEntry {
  readonly change: (fields: Fields) => Fields
}

const fieldOf = (fields: Fields, name: string) => fields.find(([candidate]) => candidate === name)?.[1] ?? ''
const without = (fields: Fields, name: string) => fields.filter(([candidate]) => candidate !== name)
const put =
  (name: string, change: (value: string) => string) =>
  (fields: Fields): Fields =>
    fields.map(([candidate, value]) => [candidate, candidate === name ? change(value) : value])
const add =
  (...more: Fields) =>
  (fields: Fields): Fields => [...fields, ...more]
const first =
  (...more: Fields) =>
  (fields: Fields): Fields => [...more, ...fields]

const otherState = rejected(['consent-unknown', 'state-mismatch'])
const missing = (name: string) => rejected('callback-parameter-missing', { parameter: name })
const repeated = (name: string) => rejected('callback-parameter-repeated', { parameter: name })
const unexpected = (name: string) => rejected('callback-parameter-unexpected', { parameter: name })
const otherIssuer = rejected('callback-issuer-mismatch')
const unreadable = rejected('callback-unreadable')
const ignored = accepted('Parameters that are not understood are ignored (RFC 6749 4.1.2).')
const issuer = 'https://api.mobilepay.dk/merchant'
const iss = (value: string) => add(['iss', value])

const table: Readonly<Record<string, CallbackEntry>> = {
  'state-longer': { expect: otherState, change: put('state', (value) => `${value}A`) },
  'state-shorter': { expect: otherState, change: put('state', (value) => value.slice(0, -1)) },
  'state-with-space': { expect: otherState, change: put('state', (value) => `${value} `) },
  'state-with-line-feed': { expect: otherState, change: put('state', (value) => `${value}\n`) },
  'state-look-alike': { expect: otherState, change: put('state', (value) => `${value}\u0301`) },
  'state-empty-first': { expect: repeated('state'), change: first(['state', '']) },
  'state-empty-last': { expect: repeated('state'), change: add(['state', '']) },
  'state-in-capitals-beside': {
    expect: otherState,
    change: (fields) => [['STATE', fieldOf(fields, 'state')], ...put('state', () => 'another')(fields)],
  },
  'code-as-list': {
    expect: missing('code'),
    change: (fields) => [...without(fields, 'code'), ['code[]', fieldOf(fields, 'code')]],
  },
  'code-in-capitals': {
    expect: missing('code'),
    change: (fields) => [...without(fields, 'code'), ['Code', fieldOf(fields, 'code')]],
  },
  'code-with-space': {
    expect: rejected('id-token-code-hash', { claim: 'c_hash' }),
    change: put('code', (value) => `${value} `),
  },
  'code-empty-beside': { expect: repeated('code'), change: add(['code', '']) },
  'id-token-empty-beside': { expect: repeated('id_token'), change: first(['id_token', '']) },
  'id-token-with-space': {
    expect: rejected('id-token-malformed', { part: 'the whole' }),
    change: put('id_token', (value) => ` ${value}`),
  },
  'iss-trailing-slash': { expect: otherIssuer, change: iss(`${issuer}/`) },
  'iss-shorter': { expect: otherIssuer, change: iss('https://api.mobilepay.dk') },
  'iss-upper-case': { expect: otherIssuer, change: iss(issuer.replace('api.', 'API.')) },
  'iss-look-alike': { expect: otherIssuer, change: iss(issuer.replace('a', '\u0430')) },
  'iss-null-in-text': { expect: otherIssuer, change: iss('null') },
  'iss-right': { expect: accepted('It is the issuer (RFC 9207 2.4).'), change: iss(issuer) },
  'session-state-duplicated': {
    expect: rejected('callback-parameter-repeated'),
    change: add(['session_state', 'a'], ['session_state', 'b']),
  },
  'scope-duplicated': { expect: repeated('scope'), change: add(['scope', 'openid'], ['scope', 'openid']) },
  'unknown-duplicated': { expect: repeated('another'), change: add(['x', '1'], ['x', '1']) },
  'error-empty-beside-code': { expect: rejected('authorization-refused'), change: add(['error', '']) },
  'error-description-alone': { expect: ignored, change: add(['error_description', 'canary']) },
  'response-beside': { expect: unexpected('response'), change: add(['response', 'x.y.z']) },
  'token-beside': { expect: unexpected('token'), change: add(['token', 'x']) },
  'token-type-beside': { expect: ignored, change: add(['token_type', 'Bearer'], ['expires_in', '300']) },
  'prototype-field': { expect: ignored, change: add(['__proto__', 'x'], ['constructor', 'x']) },
  'field-without-name': { expect: ignored, change: add(['', 'x']) },
  'thousand-fields': {
    expect: ignored,
    change: add(...Array.from({ length: 1000 }, (_, index): Fields[number] => [`x${index}`, '1'])),
  },
  'control-character': { expect: unreadable, change: add(['x', '\u0007']) },
  'replacement-character': { expect: unreadable, change: add(['x', '\ufffd']) },
}

/** Answers to the authorization request that are nearly right, or odd. */
export const callbackProbes: readonly HostileRow[] = Object.entries(table).map(([name, { change, ...entry }]) =>
  probeRow(`callback-${name}`, { scenario: 'consent', endpoints: frontChannel }, entry, {
    callback: (draft) => (draft.isError ? undefined : { ...draft, fields: change(draft.fields) }),
  }),
)
