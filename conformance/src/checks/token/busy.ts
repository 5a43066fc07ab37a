import type { SeenExchange } from '../../run/evidence.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'

const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/** T-47: how the provider says that it is asked too often. Seen where it happens, and never provoked. */
export const busy: readonly CheckDefinition[] = [
  {
    id: 'T-47',
    title: 'An answer 429 says in Retry-After how long to wait',
    spec: 'RFC 6585 4; MP docs',
    level: 'SHOULD',
    sandbox: 'unattended',
    run(context) {
      const refusals = context.seen().filter(({ response }) => response.status === 429)
      if (refusals.length === 0) {
        return inapplicable('No answer of this run so far was 429, and the suite provokes none.')
      }
      return judgeProblems(
        [...new Set(refusals.flatMap(retryAfterProblems))],
        'Retry-After with every 429: seconds, or a date',
        'Send Retry-After with 429, so that clients come back when it helps.',
      )
    },
  },
]

function retryAfterProblems({ request, response }: SeenExchange): readonly string[] {
  const value = response.headers.get('retry-after')
  if (value !== null && (/^\d+$/.test(value) || httpDate.test(value))) return []
  const where = new URL(request.url).pathname
  return [`${request.method} ${where}: Retry-After is ${value === null ? 'absent' : 'neither seconds nor a date'}`]
}
