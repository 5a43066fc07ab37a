import { Type } from 'typebox'
import { html, json, noStore } from '../../http/reply.ts'
import type { Fault } from '../fault.ts'
import { withHeader } from './builders.ts'
import { outagePage } from './http-builders.ts'
import { atToken, refusal } from './token-endpoint-builders.ts'

const spec = 'RFC 6749 5.2'
const suite = 'A conformance suite finds it.'

/** Rewrites the JSON of a refusal. */
function rewrite(name: string, breaks: string, change: (body: string) => string, ids: readonly string[] = []): Fault {
  return refusal({ name, breaks, spec, ids }, (reply) => ({ ...reply, body: change(reply.body) }))
}

const withMember = (member: string) => (body: string) => `${body.slice(0, -1)},${member}}`

const errorFaults: readonly Fault[] = [
  refusal({ name: 'token-error-as-200', breaks: 'Errors come with status 200.', spec, ids: ['PD-119'] }, (reply) => ({
    ...reply,
    status: 200,
  })),
  refusal({ name: 'token-error-as-500', breaks: 'Errors come with status 500.', spec }, (reply) => ({
    ...reply,
    status: 500,
  })),
  refusal(
    {
      name: 'token-error-as-401',
      breaks: 'Errors come with status 401 and a challenge.',
      spec,
      expected: 'The client reads the error all the same.',
    },
    (reply) => withHeader({ ...reply, status: 401 }, 'WWW-Authenticate', 'Basic realm="mock"'),
  ),
  rewrite(
    'token-error-description-newline',
    'error_description has a line break.',
    withMember('"error_description":"first line\\r\\nsecond line"'),
    ['PD-121'],
  ),
  rewrite(
    'token-error-description-markup',
    'error_description is a script.',
    withMember('"error_description":"<script>alert(1)</script>"'),
  ),
  rewrite('token-error-description-number', 'error_description is a number.', withMember('"error_description":42')),
  rewrite('token-error-uri-script', 'error_uri is no URL to open.', withMember('"error_uri":"javascript:alert(1)"')),
  rewrite('token-error-unknown', 'The error is a code that no specification has.', () => '{"error":"mock_mood"}'),
  rewrite('token-error-upper-case', 'The error is in upper case.', (body) => body.toUpperCase()),
  rewrite('token-error-missing', 'The refusal does not say which error.', () => '{}'),
  rewrite('token-error-number', 'The error is a number.', () => '{"error":400}'),
  rewrite('token-error-null', 'The error is null.', () => '{"error":null}'),
  rewrite(
    'token-error-object',
    'The error is an object, as product APIs have it.',
    () => '{"error":{"code":"invalid_grant"}}',
  ),
  rewrite('token-error-not-json', 'The refusal is no JSON.', () => 'invalid_grant'),
  rewrite('token-error-empty', 'The refusal has no body.', () => ''),
  refusal({ name: 'token-error-html', breaks: 'The refusal is a page of HTML.', spec }, () =>
    html(outagePage, [], 400),
  ),
  refusal({ name: 'token-error-cacheable', breaks: 'Refusals may be cached.', spec, expected: suite }, (reply) =>
    withHeader(withHeader(reply, 'Pragma'), 'Cache-Control', 'public, max-age=3600'),
  ),
]

const errorParameters = Type.Object(
  {
    error: Type.String({ default: 'invalid_grant' }),
    description: Type.Optional(Type.String()),
    status: Type.Integer({ minimum: 200, maximum: 599, default: 400 }),
  },
  { additionalProperties: false },
)

const unjustFaults: readonly Fault[] = [
  atToken(
    {
      name: 'token-code-refused',
      breaks: 'A good code is refused with invalid_grant, and stays good.',
      spec,
      expected: 'The client begins a new authorization, and never sends the code again.',
    },
    {
      parameters: (parameters, { exchange }) =>
        parameters.get('grant_type') === 'authorization_code'
          ? parameters.with({ code: 'refused' }, exchange.world.settings.generation)
          : undefined,
    },
  ),
  atToken(
    {
      name: 'token-request-refused',
      breaks: 'Every token request is refused with a given error; nothing is done.',
      spec,
      expected: 'The client reports the error, and tries again only where that can help.',
      parameters: errorParameters,
    },
    {
      handle:
        (_handle, { parameters: { error, description, status } }) =>
        () =>
          json(
            Number(status),
            { error, ...(description === undefined ? {} : { error_description: description }) },
            noStore,
          ),
    },
  ),
]

/** Refusals of the token endpoint that are wrong in form, or come where none is due. */
export const tokenErrorFaults: readonly Fault[] = [...errorFaults, ...unjustFaults]
