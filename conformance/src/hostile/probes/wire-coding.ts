import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { accepted, rejected } from '../hostile-row.ts'
import { ending, framed, headOf, length, type Response, until, type WireTable, wireRows } from './on-wire.ts'
import type { Reply } from './probe.ts'

const fine = accepted('It is HTTP, if of an unusual form.')
const garbled = {
  expect: rejected(['response-unexpected', 'discovery-invalid', 'token-response-malformed']),
  ofCall: rejected('api-answer-unexpected'),
}
const tooLarge = {
  expect: rejected('response-unexpected', { reason: 'too large' }),
  ofCall: rejected('api-answer-unexpected'),
}
const notJson = {
  expect: rejected('response-unexpected', { reason: 'not JSON' }),
  ofCall: accepted('The API’s answer is read whatever it is called: the merchant in it is compared.'),
}
const failed = { expect: rejected('request-failed'), calls: 3 }

type Encode = (body: Buffer) => Buffer
const coded = (coding: string, encode: Encode) => (response: Response, reply: Reply) => {
  const body = encode(Buffer.from(reply.body))
  const framing = [`Content-Encoding: ${coding}`, ...length(body.length), 'Connection: close']
  return ending(response, headOf(reply, framing), body)
}
/** More than any limit of the client. */
const padded: Encode = (body) => Buffer.concat([body, Buffer.alloc(12 * 1024 * 1024, ' ')])
/** Spaces need no thought. */
const quick = { level: 1 }
const quickBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const nineTimes: Encode = (body) => Array.from({ length: 9 }).reduce((inner: Buffer) => gzipSync(inner), body)
const called = (type: string) => (reply: Reply) => ({ ...reply, headers: [['Content-Type', type] as const] })

const table: WireTable = {
  'brotli-bomb': { ...tooLarge, send: coded('br', (body) => brotliCompressSync(padded(body), quickBrotli)) },
  'deflate-bomb': { ...tooLarge, send: coded('deflate', (body) => deflateSync(padded(body), quick)) },
  'gzip-twice-bomb': { ...tooLarge, send: coded('gzip, gzip', (body) => gzipSync(gzipSync(padded(body), quick))) },
  'body-without-end': {
    ...tooLarge,
    send: (response, reply) => {
      response.socket?.write(headOf(reply, ['Connection: close']))
      const block = ' '.repeat(2 * 1024 * 1024)
      return until(response, 5, (socket) => socket.write(block))
    },
  },
  'gzip-nine-times': { ...failed, send: coded(Array(9).fill('gzip').join(', '), nineTimes) },
  'gzip-right': { expect: fine, send: coded('gzip', gzipSync) },
  'deflate-raw': { expect: fine, send: coded('deflate', deflateRawSync) },
  'gzip-cut-off': { ...garbled, send: coded('gzip', (body) => gzipSync(body).subarray(0, -12)) },
  'gzip-with-garbage-behind': { ...failed, send: coded('gzip', (body) => Buffer.concat([gzipSync(body), body])) },
  'coding-unknown': { ...garbled, send: coded('x-own', gzipSync) },
  'coding-not-applied': { ...failed, send: coded('gzip', (body) => body) },
  'utf-16': {
    ...garbled,
    send: (response, reply) => {
      const body = Buffer.from(`\ufeff${reply.body}`, 'utf16le')
      const head = headOf(called('application/json; charset=utf-16')(reply), [
        ...length(body.length),
        'Connection: close',
      ])
      return ending(response, head, body)
    },
  },
  'charset-latin1': {
    expect: accepted('JSON has no charset (RFC 8259 11).'),
    reply: called('application/json; charset=iso-8859-1'),
  },
  'content-type-twice': { ...notJson, send: framed((bytes) => [...length(bytes), 'Content-Type: text/html']) },
  'content-type-json-seq': { ...notJson, reply: called('application/json-seq') },
  'content-type-json5': { ...notJson, reply: called('application/json5') },
}

/** Codings, sizes and types of bodies. */
export const wireCoding = wireRows(table)
