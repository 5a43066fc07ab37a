import { Type } from 'typebox'
import { empty, html, type Reply } from '../../http/reply.ts'
import type { Fault, FaultContext } from '../fault.ts'
import { anywhere, instead, outagePage } from './http-builders.ts'

const status = Type.Object(
  { status: Type.Integer({ minimum: 400, maximum: 599, default: 500 }), retryAfter: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
const retryAfter = Type.Object(
  { retryAfter: Type.String({ default: '1', description: 'Seconds, or an HTTP date.' }) },
  { additionalProperties: false },
)

function refusal({ parameters }: FaultContext): Reply {
  const { retryAfter: after } = parameters
  return empty(Number(parameters.status), typeof after === 'string' ? [['Retry-After', after]] : [])
}

/** Statuses in place of an answer. */
export const httpStatusFaults: readonly Fault[] = [
  instead(
    {
      name: 'http-status',
      breaks: 'The request is answered with that status and nothing is done.',
      spec: 'RFC 9110 15',
      parameters: status,
    },
    refusal,
  ),
  instead(
    { name: 'http-500', breaks: 'Internal error; nothing is done.', spec: 'RFC 9110 15.6.1', ids: ['MR-098'] },
    () => empty(500),
  ),
  instead({ name: 'http-502', breaks: 'A gateway has no answer; nothing is done.', spec: 'RFC 9110 15.6.3' }, () =>
    html(outagePage, [], 502),
  ),
  instead(
    { name: 'http-503', breaks: 'Not available, Retry-After 1; nothing is done.', spec: 'RFC 9110 15.6.4, 10.2.3' },
    () => html(outagePage, [['Retry-After', '1']], 503),
  ),
  instead(
    { name: 'http-504', breaks: 'A gateway has waited too long; nothing is done.', spec: 'RFC 9110 15.6.5' },
    () => html(outagePage, [], 504),
  ),
  anywhere(
    {
      name: 'http-500-after',
      breaks: 'What was asked for is done, and answered with an internal error.',
      spec: 'RFC 9110 15.6.1',
    },
    { reply: () => empty(500) },
  ),
  instead(
    {
      name: 'http-429',
      breaks: 'Too many requests; nothing is done.',
      spec: 'RFC 6585 4',
      parameters: retryAfter,
    },
    ({ parameters }) => empty(429, [['Retry-After', String(parameters.retryAfter)]]),
  ),
  instead(
    {
      name: 'http-429-without-retry-after',
      breaks: 'Too many requests, and no word how long to wait.',
      spec: 'RFC 6585 4',
    },
    () => empty(429),
  ),
  instead({ name: 'http-404', breaks: 'Nothing is there any more.', spec: 'RFC 9110 15.5.5' }, () => empty(404)),
  instead(
    { name: 'http-empty-200', breaks: 'Status 200 and nothing else; nothing is done.', spec: 'RFC 6749 5.1' },
    () => empty(200),
  ),
  instead({ name: 'http-204', breaks: 'No content; nothing is done.', spec: 'RFC 9110 15.3.5' }, () => empty(204)),
]
