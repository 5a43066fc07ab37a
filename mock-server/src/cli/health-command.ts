import { get } from 'node:http'
import { parseArgs } from 'node:util'
import { UsageError } from '../config/usage-error.ts'

const usage = `Usage: mobilepay-mock health [--url URL]

Asks a running mock whether it can serve, for health checks of containers that have no shell: one whose store is gone
cannot.
It looks at --url, MOBILEPAY_MOCK_URL, or this machine's port of MOBILEPAY_MOCK_PORT (default 4010).

Exit codes: 0 ready, 1 not ready or not there, 2 wrong command line.
`

/** Milliseconds for an answer. */
const patience = 3_000

/** `mobilepay-mock health`. @returns the exit code, which the usage explains */
export async function runHealth(args: readonly string[]): Promise<number> {
  const { url, help } = parse(args)
  if (help) {
    process.stdout.write(usage)
    return 0
  }
  const problem = await problemOf(`${url}/_mock/ready`)
  if (problem !== undefined) process.stderr.write(`mobilepay-mock health: ${problem}\n`)
  return problem === undefined ? 0 : 1
}

function parse(args: readonly string[]): { readonly url: string; readonly help: boolean } {
  const { values } = read(args)
  const { MOBILEPAY_MOCK_URL: named, MOBILEPAY_MOCK_PORT: port } = process.env
  const url = values.url ?? (named?.trim() || `http://127.0.0.1:${/^\d+$/.test(port ?? '') ? port : 4010}`)
  if (/^http:\/\//.test(url) && URL.canParse(url)) return { url: url.replace(/\/+$/, ''), help: values.help ?? false }
  throw new UsageError(`health --url takes the mock's http address, not "${url}".`)
}

function read(args: readonly string[]) {
  const options = { url: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
  try {
    return parseArgs({ args: [...args], options, strict: true })
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new UsageError(`${sentence.replace(/\.$/, '')}. See mobilepay-mock health --help.`)
  }
}

/** Not by `fetch`, whose code takes longer to load than the answer takes. */
function problemOf(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = get(url, { timeout: patience, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200 ? undefined : `${url} answers ${answer.statusCode}`)
    })
    asked.once('timeout', () => asked.destroy(new Error(`no answer in ${patience} ms`)))
    asked.once('error', (error) => resolve(`${url}: ${error.message}`))
  })
}
