import { cacheControlProblem } from '../../run/cache-control.ts'
import { etagProblem } from '../../run/etag.ts'
import { canonical, lenientJson } from '../../run/json-values.ts'
import { textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import { judge } from '../outcome.ts'

/** How often a document is fetched to see whether it stays the same. */
const fetches = 10
/** A host that proxies would name, were they asked by this name (RFC 7239 5.3); anybody can write such headers. */
const stranger = 'forwarded.conformance.example'
const forwarding = { forwarded: `host=${stranger}`, 'x-forwarded-host': stranger }

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
    title: `${fetches} fetches, and all others of the run, return documents of the same meaning, whatever host they claim`,
    spec: 'OIDD 4; RFC 7239 8.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      await context.servedDocument()
      const request = { method: 'GET', url: context.target.discoveryUrl }
      const claimed = await context.send({ ...request, headers: forwarding })
      const seen = new Set<string>()
      for (let fetched = 2; fetched < fetches; fetched++) {
        const { status } = await context.send(request)
        if (status !== 200) seen.add(`status ${status}`)
      }
      for (const { request: sent, response } of context.seen()) {
        const isDocument = sent.method === 'GET' && sent.url === request.url && sent.headers?.forwarded === undefined
        if (isDocument && response.status === 200) seen.add(canonical(lenientJson(response.body)))
      }
      const isLed = textOf(claimed).includes(stranger)
      return judge(seen.size === 1 && !isLed, {
        expected: 'one document',
        actual: isLed ? 'a document that names the host of a forwarding header' : told(seen.size),
        remedy: 'Give every node behind the address the same metadata, made of its own address alone.',
        severity: 'fail',
      })
    },
  },
]

function told(documents: number): string {
  return documents === 1 ? 'one document' : `${documents} different answers`
}
