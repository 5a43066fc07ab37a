import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { connect, useSimulator } from './support/harness.ts'
import { mePath, merchantId } from './support/simulator.ts'

const held = useSimulator()
const page = new URL('../../docs/how-to/watch-the-client.md', import.meta.url)

/** A span as OpenTelemetry's, which writes itself down when it ends. */
class Span {
  readonly name: string
  readonly #ended: Span[]
  attributes: Record<string, unknown> = {}
  status: unknown

  constructor(name: string, ended: Span[]) {
    this.name = name
    this.#ended = ended
  }

  setAttributes(attributes: Record<string, unknown>): this {
    this.attributes = { ...attributes }
    return this
  }

  setStatus(status: unknown): this {
    this.status = status
    return this
  }

  end(): void {
    this.#ended.push(this)
  }
}

it('the how-to’s code makes a span of every operation', async () => {
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(await readFile(page, 'utf8')) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-example-'))
  await writeFile(join(folder, 'example.mjs'), code)
  const { traceMobilePay } = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'example.mjs')).href)
  await rm(folder, { recursive: true })
  const ended: Span[] = []
  traceMobilePay({ startSpan: (name: string) => new Span(name, ended) })
  const { client } = await connect(held.mobilepay)
  held.mobilepay.faults.apiReply = () => [401, '']
  await client
    .merchant(merchantId)
    .fetch(mePath)
    .catch(() => {})
  const names = ['discovery', 'consent', 'jwks', 'token', 'callback', 'token', 'refresh', 'api']
  expect(ended.map(({ name }) => name)).toEqual(names.map((name) => `mobilepay ${name}`))
  expect(ended.at(-1)).toMatchObject({
    status: { code: 2, message: 'api-unauthorized' },
    attributes: { 'http.response.status_code': 401, 'mobilepay.refreshed': true },
  })
})
