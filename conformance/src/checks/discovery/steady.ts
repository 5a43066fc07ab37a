import { cacheControlProblem } from '../../run/cache-control.ts'
import { etagProblem } from '../../run/etag.ts'
import { canonical, lenientJson } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import { judge } from '../outcome.ts'

/** How often a document is fetched to see whether it stays the same. */
const fetches = 10

/** D-25, D-26: the document can be kept for a while, since it stays the same. */
export const steady: readonly CheckDefinition[] = [
  {
    id: 'D-25',
    title: 'The document has sane Cache-Control and ETag headers, and HEAD answers like GET',
    spec: 'RFC 9111; RFC 9110 9.3.2; OIDD 4',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { headers, status } = await context.discoveryResponse()
      const head = await context.send({ method: 'HEAD', url: context.target.discoveryUrl })
      const actual = {
        cacheControl: headers.get('cache-control'),
        etag: headers.get('etag'),
        statusOfHead: head.status,
      }
      const isSane = !cacheControlProblem(actual.cacheControl) && !etagProblem(actual.etag)
      const holds = isSane && head.status === status
      return judge(holds, {
        expected: 'a Cache-Control with a sensible max-age or no-cache, an ETag in quotation marks, HEAD like GET',
        actual,
        remedy: 'Say how long the document may be kept, and answer HEAD.',
      })
    },
  },
  {
    id: 'D-26',
    title: `${fetches} fetches, and all others of the run, return documents of the same meaning`,
    spec: 'OIDD 4',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const seen = new Set([canonical(await context.servedDocument())])
      for (let fetched = 1; fetched < fetches; fetched++) {
        const { status, body } = await context.send({ method: 'GET', url: context.target.discoveryUrl })
        seen.add(status === 200 ? canonical(lenientJson(body)) : `status ${status}`)
      }
      for (const { request, response } of context.seen()) {
        const isDocument = request.method === 'GET' && request.url === context.target.discoveryUrl
        if (isDocument && response.status === 200) seen.add(canonical(lenientJson(response.body)))
      }
      return judge(seen.size === 1, {
        expected: 'one document',
        actual: seen.size === 1 ? 'one document' : `${seen.size} different answers`,
        remedy: 'Give every node behind the address the same metadata.',
        severity: 'fail',
      })
    },
  },
]
