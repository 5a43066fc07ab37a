import { request } from 'node:https'

export interface HttpsAnswer {
  readonly status: number | undefined
  readonly location: string
  readonly cookies: readonly string[]
  readonly body: string
}

export interface HttpsOptions {
  readonly port: number | undefined
  readonly ca: string | undefined
  /** In place of the address's own. */
  readonly host?: string
  readonly cookies?: readonly string[]
}

/** Asks as an unchanged client does, its names resolving to this machine. */
export function httpsGet(url: string, { port, ca, host, cookies = [] }: HttpsOptions): Promise<HttpsAnswer> {
  const { hostname, pathname, search } = new URL(url)
  const headers = { host: host ?? hostname, cookie: cookies.map((line) => line.split(';')[0]).join('; ') }
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, ca, servername: hostname, path: pathname + search, headers, agent: false },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            location: response.headers.location ?? '',
            cookies: response.headers['set-cookie'] ?? [],
            body,
          }),
        )
      },
    )
    sent.on('error', reject).end()
  })
}
