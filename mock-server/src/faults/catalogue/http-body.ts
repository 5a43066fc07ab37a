import { Type } from 'typebox'
import { html, type Reply } from '../../http/reply.ts'
import type { Fault, FaultAction } from '../fault.ts'
import { headerOf, withHeader } from './builders.ts'
import { changed, instead, outagePage } from './http-builders.ts'

const size = Type.Object(
  { megabytes: Type.Integer({ minimum: 1, maximum: 64, default: 10 }) },
  { additionalProperties: false },
)

/** Changes replies that are JSON. */
function onJson(change: (reply: Reply) => Reply): FaultAction<'reply'> {
  return (reply) => ((headerOf(reply, 'content-type') ?? '').includes('json') ? change(reply) : undefined)
}

/** Replies whose body is not what it should be. */
export const httpBodyFaults: readonly Fault[] = [
  instead(
    {
      name: 'http-html-instead',
      breaks: 'A page of HTML with status 200; nothing is done.',
      spec: 'RFC 6749 5.1; RFC 8259 11',
      ids: ['MR-083'],
    },
    () => html(outagePage, []),
  ),
  changed(
    { name: 'http-content-type-wrong', breaks: 'JSON is called text/html.', spec: 'RFC 8259 11' },
    onJson((reply) => withHeader(reply, 'Content-Type', 'text/html; charset=UTF-8')),
  ),
  changed(
    { name: 'http-content-type-text', breaks: 'JSON is called text/plain.', spec: 'RFC 8259 11' },
    onJson((reply) => withHeader(reply, 'Content-Type', 'text/plain')),
  ),
  changed(
    { name: 'http-content-type-missing', breaks: 'The reply does not say what it is.', spec: 'RFC 9110 8.3' },
    (reply) => (headerOf(reply, 'content-type') ? withHeader(reply, 'Content-Type') : undefined),
  ),
  changed(
    { name: 'http-json-truncated', breaks: 'JSON ends in the middle.', spec: 'RFC 8259 2' },
    onJson((reply) => ({ ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) })),
  ),
  changed(
    { name: 'http-json-bom', breaks: 'JSON begins with a byte order mark.', spec: 'RFC 8259 8.1' },
    onJson((reply) => ({ ...reply, body: `\uFEFF${reply.body}` })),
  ),
  changed(
    { name: 'http-json-trailing', breaks: 'Something follows the JSON.', spec: 'RFC 8259 2' },
    onJson((reply) => ({ ...reply, body: `${reply.body}<!-- mock -->` })),
  ),
  changed(
    { name: 'http-json-array', breaks: 'The JSON object is wrapped in an array.', spec: 'RFC 8259 2' },
    onJson((reply) => ({ ...reply, body: `[${reply.body}]` })),
  ),
  changed(
    { name: 'http-json-null', breaks: 'The JSON is null.', spec: 'RFC 8259 3' },
    onJson((reply) => ({ ...reply, body: 'null' })),
  ),
  changed(
    { name: 'http-json-deep', breaks: 'The JSON is nested a hundred thousand deep.', spec: 'RFC 8259 9' },
    onJson((reply) => ({ ...reply, body: `${'['.repeat(100_000)}${']'.repeat(100_000)}` })),
  ),
  changed(
    {
      name: 'http-oversized',
      breaks: 'The reply is padded with megabytes.',
      spec: 'OWASP, resource consumption',
      ids: ['MR-108'],
      parameters: size,
    },
    (reply, { parameters }) => {
      const padding = ' '.repeat(Number(parameters.megabytes) * 1024 * 1024)
      return reply.body === '' ? undefined : { ...reply, body: `${reply.body}${padding}` }
    },
  ),
]
