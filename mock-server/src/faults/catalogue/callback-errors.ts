import { randomBytes } from 'node:crypto'
import type { Fields } from '../../sites/admin/callback-draft.ts'
import type { Fault, FaultContext } from '../fault.ts'
import { changeErrorFields, foreignCode, frontChannel, withField, without } from './builders.ts'

interface Row extends Pick<Fault, 'name' | 'breaks' | 'spec' | 'ids'> {
  readonly change: (fields: Fields, context: FaultContext) => Fields
}

const shared = { group: 'callback', endpoints: frontChannel } as const satisfies Partial<Fault>

function error({ change, ...row }: Row): Fault {
  return {
    ...shared,
    ...row,
    expected: 'The client reports the refusal without trusting its text, and makes no token request.',
    at: { callback: changeErrorFields(change) },
  }
}

/** The fields of an answer that tells of an error. */
const errorFields: readonly Fault[] = [
  error({
    name: 'error-state-missing',
    breaks: 'An error answer has no state.',
    spec: 'RFC 6749 4.1.2.1',
    ids: ['PD-044'],
    change: (fields) => without(fields, 'state'),
  }),
  error({
    name: 'error-state-wrong',
    breaks: 'An error answer has another state than the request.',
    spec: 'RFC 6749 4.1.2.1',
    ids: ['MR-057'],
    change: (fields) => withField(fields, 'state', randomBytes(16).toString('base64url')),
  }),
  error({
    name: 'error-description-script',
    breaks: 'The error description is a script.',
    spec: 'RFC 6749 4.1.2.1; OWASP',
    ids: ['MR-058'],
    change: (fields) => [...fields, ['error_description', '<script>alert(1)</script><img src=x onerror=alert(1)>']],
  }),
  error({
    name: 'error-code-illegal',
    breaks: 'The error has characters that it may not have.',
    spec: 'RFC 6749 4.1.2.1',
    change: (fields) => withField(fields, 'error', 'access"denied\\\r\nX'),
  }),
  error({
    name: 'error-code-unregistered',
    breaks: 'The error is one that no specification knows.',
    spec: 'RFC 6749 4.1.2.1; OIDCC 3.1.2.6',
    change: (fields) => withField(fields, 'error', 'computer_says_no'),
  }),
  error({
    name: 'error-with-code',
    breaks: 'An error answer carries a code.',
    spec: 'OIDCC 3.1.2.6',
    change: (fields, context) => [...fields, ['code', foreignCode(context)]],
  }),
]

/** Errors in place of a code. */
const errorsInstead: readonly Fault[] = (
  [
    'access_denied',
    'server_error',
    'temporarily_unavailable',
    'login_required',
    'consent_required',
    'invalid_scope',
  ] as const
).map((code) => ({
  ...shared,
  name: `callback-error-${code.replaceAll('_', '-')}`,
  breaks: `The answer is the error ${code} in place of a code.`,
  spec: 'RFC 6749 4.1.2.1; OIDCC 3.1.2.6',
  expected: 'The client checks state, reports the error and makes no token request.',
  at: {
    callback: (draft) =>
      draft.isError
        ? undefined
        : { ...draft, isError: true, fields: [['error', code], ...draft.fields.filter(([name]) => name === 'state')] },
  },
}))

export const callbackErrorFaults: readonly Fault[] = [...errorFields, ...errorsInstead]
