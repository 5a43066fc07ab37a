import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import type { Fields } from '../../sites/admin/callback-draft.ts'
import type { Fault, FaultContext } from '../fault.ts'
import { changeFields, fieldOf, foreignCode, frontChannel, swap, withField, without } from './builders.ts'

interface Row {
  readonly name: string
  readonly breaks: string
  readonly spec: string
  readonly ids?: readonly string[]
  readonly change: (fields: Fields, context: FaultContext) => Fields | undefined
}

const shared = { group: 'callback', endpoints: frontChannel } as const satisfies Partial<Fault>
const rejected = 'The client rejects the callback and makes no token request.'

function answer({ change, ...row }: Row): Fault {
  return { ...shared, ...row, expected: rejected, at: { callback: changeFields(change) } }
}

const stateOf = (fields: Fields) => fieldOf(fields, 'state') ?? ''
const twice = (fields: Fields, name: string, other?: string): Fields | undefined => {
  const value = fieldOf(fields, name)
  return value === undefined ? undefined : [...fields, [name, other ?? value]]
}

function setFields(fields: Fields, wanted: Readonly<Record<string, string | null>>): Fields {
  return Object.entries(wanted).reduce<Fields>(
    (changed, [name, value]) => (value === null ? without(changed, name) : withField(changed, name, value)),
    fields,
  )
}

/** The fields of an answer that carries a code. */
export const callbackFieldFaults: readonly Fault[] = [
  answer({
    name: 'callback-state-missing',
    breaks: 'The answer has no state.',
    spec: 'RFC 6749 4.1.2, 10.12',
    change: (fields) => (fieldOf(fields, 'state') === undefined ? undefined : without(fields, 'state')),
  }),
  answer({
    name: 'callback-state-wrong',
    breaks: 'The answer has another state than the request.',
    spec: 'RFC 6749 4.1.2, 10.12',
    change: (fields) => withField(fields, 'state', randomBytes(16).toString('base64url')),
  }),
  answer({
    name: 'callback-state-of-other-session',
    breaks: 'The answer has the state of the request before.',
    spec: 'RFC 9700 4.7',
    ids: ['MR-049'],
    change: (fields, { memory }) =>
      withField(fields, 'state', swap(memory, 'state', stateOf(fields)) ?? 'of-another-session'),
  }),
  answer({
    name: 'callback-state-truncated',
    breaks: 'state is cut off after 255 characters.',
    spec: 'RFC 6749 4.1.2',
    ids: ['PD-042'],
    change: (fields) =>
      stateOf(fields).length > 255 ? withField(fields, 'state', stateOf(fields).slice(0, 255)) : undefined,
  }),
  answer({
    name: 'callback-state-plus-decoded',
    breaks: 'A plus in state comes back as a space.',
    spec: 'RFC 6749 4.1.2',
    ids: ['PD-043'],
    change: (fields) =>
      stateOf(fields).includes('+') ? withField(fields, 'state', stateOf(fields).replaceAll('+', ' ')) : undefined,
  }),
  answer({
    name: 'callback-state-lower-cased',
    breaks: 'state comes back in lower case.',
    spec: 'RFC 6749 4.1.2',
    change: (fields) =>
      /[A-Z]/.test(stateOf(fields)) ? withField(fields, 'state', stateOf(fields).toLowerCase()) : undefined,
  }),
  answer({
    name: 'callback-state-invented',
    breaks: 'The answer has a state that nobody sent.',
    spec: 'RFC 6749 4.1.2',
    ids: ['PD-045'],
    change: (fields) => (fieldOf(fields, 'state') === undefined ? [...fields, ['state', 'invented']] : undefined),
  }),
  answer({
    name: 'callback-state-duplicated',
    breaks: 'state is there twice.',
    spec: 'RFC 6749 3.1',
    ids: ['MR-051'],
    change: (fields) => twice(fields, 'state'),
  }),
  answer({
    name: 'callback-code-missing',
    breaks: 'The answer has no code.',
    spec: 'OIDCC 3.3.2.5',
    change: (fields) => without(fields, 'code'),
  }),
  answer({
    name: 'callback-code-empty',
    breaks: 'The code is empty.',
    spec: 'OIDCC 3.3.2.5',
    change: (fields) => withField(fields, 'code', ''),
  }),
  answer({
    name: 'callback-code-duplicated',
    breaks: 'code is there twice.',
    spec: 'RFC 6749 3.1',
    ids: ['PD-066', 'MR-052'],
    change: (fields, context) => twice(fields, 'code', foreignCode(context)),
  }),
  answer({
    name: 'callback-code-swapped',
    breaks: 'The code is another one than the ID token was issued with.',
    spec: 'OIDCC 3.3.2.10; RFC 9700 4.5',
    ids: ['MR-053'],
    change: (fields, context) => withField(fields, 'code', foreignCode(context)),
  }),
  answer({
    name: 'callback-id-token-missing',
    breaks: 'The answer has no ID token.',
    spec: 'OIDCC 3.3.2.5',
    ids: ['MR-054'],
    change: (fields) => without(fields, 'id_token'),
  }),
  answer({
    name: 'callback-id-token-empty',
    breaks: 'The ID token is empty.',
    spec: 'OIDCC 3.3.2.5',
    change: (fields) => withField(fields, 'id_token', ''),
  }),
  answer({
    name: 'callback-id-token-duplicated',
    breaks: 'id_token is there twice.',
    spec: 'RFC 6749 3.1',
    change: (fields) => twice(fields, 'id_token'),
  }),
  answer({
    name: 'callback-error-beside-code',
    breaks: 'The answer has an error and a code.',
    spec: 'OIDCC 3.1.2.6',
    ids: ['MR-056'],
    change: (fields) => [['error', 'access_denied'], ...fields],
  }),
  answer({
    name: 'callback-access-token-injected',
    breaks: 'The answer carries an access token.',
    spec: 'OIDCC 3.3.2.5; RFC 9700 4.6',
    ids: ['MR-062'],
    change: (fields) => [...fields, ['access_token', fieldOf(fields, 'id_token') ?? ''], ['token_type', 'Bearer']],
  }),
  answer({
    name: 'callback-iss-wrong',
    breaks: 'The answer names another issuer.',
    spec: 'RFC 9207 2.4',
    change: (fields) => withField(fields, 'iss', 'https://attacker.example'),
  }),
  answer({
    name: 'callback-iss-duplicated',
    breaks: 'The answer names two issuers.',
    spec: 'RFC 9207 2.4; RFC 6749 3.1',
    change: (fields, { exchange }) => [
      ...without(fields, 'iss'),
      ['iss', exchange.world.stage(exchange.stage).engineWorld.issuer],
      ['iss', 'https://attacker.example'],
    ],
  }),
  answer({
    name: 'callback-nul-in-code',
    breaks: 'The code ends with a NUL character.',
    spec: 'RFC 6749 A.11',
    ids: ['MR-066'],
    change: (fields) => withField(fields, 'code', `${fieldOf(fields, 'code')}\0`),
  }),
  {
    ...answer({
      name: 'callback-oversized',
      breaks: 'The answer has megabytes of padding.',
      spec: 'OWASP, resource consumption',
      ids: ['MR-065'],
      change: (fields, { parameters }) => [
        ...fields,
        ['padding', 'x'.repeat(Number(parameters.megabytes) * 1024 * 1024)],
      ],
    }),
    parameters: Type.Object(
      { megabytes: Type.Integer({ minimum: 1, maximum: 64, default: 5 }) },
      { additionalProperties: false },
    ),
  },
  {
    ...shared,
    name: 'callback-fields-set',
    breaks: 'The answer has the fields that the parameters say; null takes one out.',
    spec: 'OIDCC 3.3.2.5',
    expected: rejected,
    parameters: Type.Object(
      {
        fields: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
        errors: Type.Boolean({ default: false, description: 'Whether answers that tell of an error have them too.' }),
      },
      { additionalProperties: false },
    ),
    at: {
      callback: (draft, { parameters }) =>
        draft.isError && parameters.errors !== true
          ? undefined
          : { ...draft, fields: setFields(draft.fields, parameters.fields as Readonly<Record<string, string | null>>) },
    },
  },
  {
    ...shared,
    name: 'callback-vat-leaked',
    breaks: 'The answer carries the merchant’s VAT number.',
    spec: 'RFC 9700 4.2; GDPR 5',
    expected: 'A conformance suite finds it; a client ignores the field.',
    at: {
      callback: changeFields((fields, { exchange }) => {
        const vat = new URLSearchParams(exchange.query).get('merchant_vat')
        return vat === null ? undefined : [...fields, ['merchant_vat', vat]]
      }),
    },
  },
]
