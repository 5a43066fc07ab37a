import type { RecordedBody, RecordedExchange } from '../../journal/exchange-record.ts'
import { el } from './dom.ts'
import { body, code, pairs, recorded } from './recorded-text.ts'

type Headers = RecordedExchange['request']['headers']

/** The request as it came: line, query, headers, body. */
export function requestTab({ method, address, request }: RecordedExchange): HTMLElement[] {
  const { query, headers } = request
  return [
    el('p', 'line', el('b', {}, method), ' ', ...recorded(address)),
    ...(query === '' ? [] : [el('h3', {}, 'Query'), pairs(new URLSearchParams(query))]),
    el('h3', {}, 'Headers'),
    pairs(headers),
    ...drawBody(request.body, headers),
  ]
}

/** The response as it went. */
export function responseTab({ response }: RecordedExchange): HTMLElement[] {
  if (!response) return [el('p', 'muted', 'No response was sent: the connection ended before it.')]
  return [
    el('p', 'line', el('b', {}, 'Status'), ` ${response.status}`),
    el('h3', {}, 'Headers'),
    pairs(response.headers),
    ...drawBody(response.body, response.headers),
  ]
}

function drawBody(recordedBody: RecordedBody | undefined, headers: Headers): HTMLElement[] {
  if (!recordedBody) return [el('h3', {}, 'Body'), el('p', 'muted', 'None was read.')]
  const { text, bytes } = recordedBody
  if (bytes === 0) return [el('h3', {}, 'Body'), el('p', 'muted', 'Empty.')]
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return [
    el('h3', {}, 'Body ', el('small', {}, `${bytes.toLocaleString('en')} bytes`)),
    type.startsWith('text/html') ? el('details', {}, el('summary', {}, 'HTML'), code(text)) : body(text, type),
  ]
}
