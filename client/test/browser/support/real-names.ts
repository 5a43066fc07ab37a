import { request } from 'node:https'
import { Readable } from 'node:stream'

/**
 * Loaded into a server before its own code: MobilePay's names lead to the mock's TLS port, as a hosts file and a port
 * forwarding would do. Certificates are checked for the real names. Everything else of the server runs unchanged.
 */
const port = Number(process.env.TEST_MOCK_TLS_PORT)
const ca = process.env.TEST_MOCK_CA

globalThis.fetch = async (input, init) => {
  const { url, method, headers, body } = new Request(input, init)
  const { hostname, pathname, search } = new URL(url)
  if (!/\.mobilepay\.(dk|fi)$/.test(hostname)) throw new TypeError(`The test expects no request to ${hostname}`)
  const content = body === null ? undefined : await new Response(body).text()
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const to = { host: '127.0.0.1', port, ca, servername: hostname, path: pathname + search, method, agent: false }
  const sent = request({ ...to, headers: { ...Object.fromEntries(headers), host: hostname } }, (answer) => {
    const answered = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
    resolve(
      new Response(Readable.toWeb(answer) as ReadableStream, { status: answer.statusCode ?? 0, headers: answered }),
    )
  })
  sent.on('error', reject).end(content)
  return promise
}
