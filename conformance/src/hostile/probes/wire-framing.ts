import { accepted, rejected } from '../hostile-row.ts'
import { ending, framed, headOf, length, until, type WireTable, wireRows } from './on-wire.ts'

const fine = accepted('It is HTTP, if of an unusual form.')
const failed = { expect: rejected('request-failed'), calls: 3 }
const cutOff = {
  expect: rejected(['response-unexpected', 'discovery-invalid', 'token-response-malformed']),
  ofCall: rejected('api-answer-unexpected'),
}
const chunked = () => ['Transfer-Encoding: chunked']
const sizeOf = (body: string) => Buffer.byteLength(body).toString(16)
const inOneChunk = (body: string) => `${sizeOf(body)}\r\n${body}\r\n0\r\n\r\n`
const hint = 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'
const unasked = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'

const table: WireTable = {
  'early-hints': {
    expect: fine,
    send: (response, reply) => {
      const head = headOf(reply, [...length(Buffer.byteLength(reply.body)), 'Connection: close'])
      return ending(response, hint.repeat(100), head, reply.body)
    },
  },
  'hints-without-end': {
    expect: rejected('request-timed-out'),
    calls: 3,
    timeoutMs: 2000,
    send: (response) => until(response, 50, (socket) => socket.write(hint)),
  },
  'switching-protocols': {
    ...failed,
    send: (response) =>
      ending(response, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
  },
  'status-of-four-digits': { ...failed, send: framed(length, { line: 'HTTP/1.1 2000 OK' }) },
  'version-1-0': { expect: fine, send: framed(() => [], { line: 'HTTP/1.0 200 OK' }) },
  'length-and-chunks': { ...failed, send: framed((bytes) => [...length(bytes), ...chunked()], { body: inOneChunk }) },
  'length-negative': { ...failed, send: framed(() => length(-1)) },
  'length-with-plus': { ...failed, send: framed((bytes) => [`Content-Length: +${bytes}`]) },
  'length-too-short': { ...cutOff, send: framed((bytes) => length(bytes - 5)) },
  'chunk-with-long-extension': {
    expect: fine,
    send: framed(chunked, { body: (body) => inOneChunk(body).replace('\r\n', `;x=${'y'.repeat(100_000)}\r\n`) }),
  },
  'chunk-with-bare-line-feeds': {
    ...failed,
    send: framed(chunked, { body: (body) => inOneChunk(body).replaceAll('\r\n', '\n') }),
  },
  'chunk-without-end': { ...failed, send: framed(chunked, { body: (body) => `ffffffffffffffffff\r\n${body}` }) },
  'trailer-with-type': {
    expect: fine,
    send: framed(chunked, { body: (body) => inOneChunk(body).replace(/\r\n$/, 'Content-Type: text/html\r\n\r\n') }),
  },
  'header-folded': { ...failed, send: framed((bytes) => [...length(bytes), 'X-Folded: a\r\n b']) },
  'header-with-nul': { ...failed, send: framed((bytes) => [...length(bytes), 'X-Nul: a\u0000b']) },
  'header-with-space-before-colon': { ...failed, send: framed((bytes) => [...length(bytes), 'X-Space : a']) },
  'answer-that-nobody-asked-for': {
    expect: fine,
    send: ({ socket }, reply) => {
      // Kept open: what the client asks next on this connection must not be answered by it.
      socket?.write(headOf(reply, length(Buffer.byteLength(reply.body))) + reply.body + unasked)
      return new Promise((resolve) => {
        if (!socket || socket.destroyed) resolve()
        else socket.once('close', () => resolve())
      })
    },
  },
  'cookies-in-hundreds': {
    expect: fine,
    send: framed((bytes) => [
      ...length(bytes),
      ...Array.from({ length: 200 }, (_, index) => `Set-Cookie: c${index}=v`),
    ]),
  },
}

/** Where answers begin and end. */
export const wireFraming = wireRows(table)
