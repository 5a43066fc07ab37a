import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Type } from 'typebox'
import { empty, type Reply } from '../../http/reply.ts'
import type { Fault, FaultAction, FaultContext } from '../fault.ts'
import type { PointName, Sending } from '../points.ts'
import { everywhere, withHeader } from './builders.ts'
import { headOf, reset, sendRaw, socketOf } from './raw-wire.ts'

type Row = Pick<Fault, 'name' | 'breaks' | 'spec' | 'ids' | 'parameters'> & { readonly expected?: string }

function onWire(
  row: Row,
  send: (context: FaultContext) => Sending,
  others: { readonly [Point in PointName]?: FaultAction<Point> } = {},
): Fault {
  return {
    expected: 'The client ends with a network error, within its time, and loses nothing.',
    ...row,
    group: 'wire',
    endpoints: everywhere,
    at: { ...others, wire: (_send, context) => send(context) },
  }
}

/** Writes what the head and a part of the body make. */
function raw(row: Row, text: (reply: Reply) => string | Buffer): Fault {
  return onWire(row, () => (response, reply) => sendRaw(response, text(reply)))
}

const lengthOf = (reply: Reply) => Buffer.byteLength(reply.body)
const half = ({ body }: Reply) => body.slice(0, Math.floor(body.length / 2))
/** Nothing is done: the connection goes before. */
const undone: { readonly handle: FaultAction<'handle'> } = { handle: () => () => empty(500) }

/** A megabyte of spaces becomes a kilobyte. */
function gzipBomb(megabytes: number): Buffer {
  return gzipSync(Buffer.alloc(megabytes * 1024 * 1024, ' '))
}

async function drip(
  response: Parameters<Sending>[0],
  bytes: Buffer,
  { parameters, released }: FaultContext,
): Promise<void> {
  const socket = socketOf(response)
  for (let at = 0; socket && !socket.destroyed && at < bytes.length; at += Number(parameters.bytes)) {
    socket.write(bytes.subarray(at, at + Number(parameters.bytes)))
    await Promise.race([delay(Number(parameters.ms), undefined, { ref: false }), released])
  }
  socket?.end()
}

const dripping = Type.Object(
  {
    bytes: Type.Integer({ minimum: 1, maximum: 65_536, default: 1 }),
    ms: Type.Integer({ minimum: 0, maximum: 60_000, default: 100 }),
  },
  { additionalProperties: false },
)
const megabytes = Type.Object(
  { megabytes: Type.Integer({ minimum: 1, maximum: 1024, default: 100 }) },
  { additionalProperties: false },
)

/** What goes wrong below HTTP. */
export const wireFaults: readonly Fault[] = [
  onWire(
    { name: 'connection-reset', breaks: 'The connection is reset before anything is done.', spec: 'RFC 9293 3.5.2' },
    () => reset,
    undone,
  ),
  onWire(
    {
      name: 'connection-reset-after',
      breaks: 'What was asked for is done, and the connection is reset before the reply.',
      spec: 'RFC 9293 3.5.2; RFC 9110 9.2.2',
    },
    () => reset,
  ),
  onWire(
    {
      name: 'empty-reply',
      breaks: 'The connection is closed without a reply, before anything is done.',
      spec: 'RFC 9112 9.3',
    },
    () => (response) => sendRaw(response, ''),
    undone,
  ),
  onWire(
    {
      name: 'empty-reply-after',
      breaks: 'What was asked for is done, and the connection closed without a reply.',
      spec: 'RFC 9112 9.3',
    },
    () => (response) => sendRaw(response, ''),
  ),
  raw(
    { name: 'body-truncated', breaks: 'The connection ends in the middle of the body.', spec: 'RFC 9112 8' },
    (reply) => `${headOf(reply, [`Content-Length: ${lengthOf(reply) + 1}`])}${half(reply)}`,
  ),
  raw(
    { name: 'chunk-malformed', breaks: 'A chunk’s size is no number.', spec: 'RFC 9112 7.1' },
    (reply) => `${headOf(reply, ['Transfer-Encoding: chunked'])}not-a-size\r\n${reply.body}\r\n0\r\n\r\n`,
  ),
  raw(
    { name: 'chunk-unfinished', breaks: 'The last chunk is missing.', spec: 'RFC 9112 7.1, 8' },
    (reply) => `${headOf(reply, ['Transfer-Encoding: chunked'])}${lengthOf(reply).toString(16)}\r\n${reply.body}\r\n`,
  ),
  raw(
    { name: 'headers-truncated', breaks: 'The connection ends in the middle of the headers.', spec: 'RFC 9112 8' },
    (reply) => headOf(reply, []).slice(0, 40),
  ),
  raw(
    { name: 'content-length-too-long', breaks: 'Content-Length says more than there is.', spec: 'RFC 9112 6.3' },
    (reply) => `${headOf(reply, [`Content-Length: ${lengthOf(reply) + 1000}`])}${reply.body}`,
  ),
  raw(
    {
      name: 'content-length-contradictory',
      breaks: 'There are two Content-Length headers that differ.',
      spec: 'RFC 9112 6.3',
    },
    (reply) =>
      `${headOf(reply, [`Content-Length: ${lengthOf(reply)}`, `Content-Length: ${lengthOf(reply) + 7}`])}${reply.body}`,
  ),
  raw(
    { name: 'not-http', breaks: 'The reply is no HTTP.', spec: 'RFC 9112 4' },
    () => 'SSH-2.0-OpenSSH_9.2p1 Debian\r\n',
  ),
  raw(
    { name: 'status-line-malformed', breaks: 'The status line has no status.', spec: 'RFC 9112 4' },
    (reply) =>
      headOf(reply, [`Content-Length: ${lengthOf(reply)}`]).replace(/^HTTP\/1\.1 \d+/, 'HTTP/1.1 OK') + reply.body,
  ),
  raw(
    { name: 'headers-oversized', breaks: 'The headers have a megabyte.', spec: 'RFC 9110 5.4' },
    (reply) =>
      `${headOf(withHeader(reply, 'X-Padding', 'x'.repeat(1024 * 1024)), [`Content-Length: ${lengthOf(reply)}`])}${reply.body}`,
  ),
  raw(
    {
      name: 'header-split',
      breaks: 'A line break in state or redirect_uri makes a header of its own.',
      spec: 'RFC 9112 11.1',
      ids: ['PD-147'],
      expected: 'A conformance suite finds it.',
    },
    (reply) =>
      `${headOf(withHeader(reply, 'X-Injected', 'mock\r\nSet-Cookie: injected=1'), [`Content-Length: ${lengthOf(reply)}`])}${reply.body}`,
  ),
  raw({ name: 'body-invalid-utf8', breaks: 'The body has bytes that are no UTF-8.', spec: 'RFC 8259 8.1' }, (reply) =>
    Buffer.concat([
      Buffer.from(headOf(reply, [`Content-Length: ${lengthOf(reply) + 2}`])),
      Buffer.from(half(reply)),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(reply.body.slice(half(reply).length)),
    ]),
  ),
  raw(
    { name: 'gzip-invalid', breaks: 'The body is called gzip and is not.', spec: 'RFC 9110 8.4' },
    (reply) =>
      `${headOf(withHeader(reply, 'Content-Encoding', 'gzip'), [`Content-Length: ${lengthOf(reply)}`])}${reply.body}`,
  ),
  onWire(
    {
      name: 'gzip-bomb',
      breaks: 'A small compressed body becomes a huge one.',
      spec: 'RFC 9110 8.4; OWASP, resource consumption',
      ids: ['MR-085'],
      expected: 'The client stops reading at its limit.',
      parameters: megabytes,
    },
    ({ parameters }) =>
      async (response, reply) => {
        const body = gzipBomb(Number(parameters.megabytes))
        const head = headOf(withHeader(reply, 'Content-Encoding', 'gzip'), [`Content-Length: ${body.length}`])
        await sendRaw(response, Buffer.concat([Buffer.from(head), body]))
      },
  ),
  onWire(
    {
      name: 'slow-drip',
      breaks: 'The reply comes a byte at a time.',
      spec: 'OWASP, resource consumption',
      expected: 'The client gives up after its own time.',
      parameters: dripping,
    },
    (context) => (response, reply) =>
      drip(
        response,
        Buffer.from(`${headOf(reply, [`Content-Length: ${lengthOf(reply)}`, 'Connection: close'])}${reply.body}`),
        context,
      ),
  ),
  onWire(
    {
      name: 'body-held',
      breaks: 'The headers come, and the body is held until the fault is released.',
      spec: 'RFC 9112 8',
      expected: 'The client gives up after its own time.',
    },
    ({ released }) =>
      async (response, reply) => {
        const socket = socketOf(response)
        socket?.write(`${headOf(reply, [`Content-Length: ${lengthOf(reply)}`, 'Connection: close'])}${half(reply)}`)
        await released
        await sendRaw(response, reply.body.slice(half(reply).length))
      },
  ),
]
