import { type IncomingMessage, request as plain } from 'node:http'
import { type RequestOptions, request as secure } from 'node:https'

export interface Answered {
  readonly status: number | undefined
  /** Names and values by turns, without those of one connection. */
  readonly rawHeaders: readonly string[]
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Asks by Node's own client, as axios and most others do underneath. */
export function askByNode(url: string, options: RequestOptions = {}, body: string | Buffer = ''): Promise<Answered> {
  const request = url.startsWith('http:') ? plain : secure
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          rawHeaders: withoutHops(response.rawHeaders),
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject).end(body)
  })
}

function withoutHops(raw: readonly string[]): string[] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 && !/^(connection|keep-alive|transfer-encoding|date)$/i.test(name)
      ? [name, raw[index + 1] ?? '']
      : [],
  )
}
