import { Type } from 'typebox'
import { empty } from '../../http/reply.ts'
import type { Fault, FaultAction } from '../fault.ts'
import { anywhere } from './http-builders.ts'

const location = Type.Object(
  { location: Type.String({ default: 'https://attacker.example/', minLength: 1 }) },
  { additionalProperties: false },
)

function elsewhere(code: number): FaultAction<'handle'> {
  return (_handle, { parameters }) =>
    () =>
      empty(code, [['Location', String(parameters.location)]])
}

/** Redirects where there should be none. */
export const httpRedirectFaults: readonly Fault[] = [
  anywhere(
    {
      name: 'http-redirect-301',
      breaks: 'The endpoint has moved elsewhere for good.',
      spec: 'RFC 9700 4.11',
      parameters: location,
    },
    { handle: elsewhere(301) },
  ),
  anywhere(
    {
      name: 'http-redirect-302',
      breaks: 'The endpoint redirects to another host.',
      spec: 'RFC 9700 4.11',
      ids: ['MR-086', 'MR-103'],
      parameters: location,
    },
    { handle: elsewhere(302) },
  ),
  anywhere(
    {
      name: 'http-redirect-307',
      breaks: 'The endpoint redirects to another host, the body is to be sent again.',
      spec: 'RFC 9700 4.12',
      ids: ['MR-087'],
      parameters: location,
    },
    { handle: elsewhere(307) },
  ),
  anywhere(
    {
      name: 'http-redirect-308',
      breaks: 'The endpoint has moved to another host, the body is to be sent again.',
      spec: 'RFC 9700 4.12',
      parameters: location,
    },
    { handle: elsewhere(308) },
  ),
  anywhere(
    { name: 'http-redirect-loop', breaks: 'The endpoint redirects to itself.', spec: 'RFC 9110 15.4' },
    {
      handle: () => (exchange) =>
        empty(302, [
          [
            'Location',
            `${exchange.origin}${exchange.base}${exchange.path}${exchange.query ? `?${exchange.query}` : ''}`,
          ],
        ]),
    },
  ),
]
