import { canonical, isObject, lenientJson } from '../../run/json-values.ts'
import { charsetProblems, strictJsonProblems } from '../../run/strict-json.ts'
import { mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, skip } from '../outcome.ts'

/** D-01 to D-03: that the document comes, as JSON, and reads the same for every parser. */
export const answers: readonly CheckDefinition[] = [
  {
    id: 'D-01',
    title: 'The configuration document answers 200 at the documented URL, and at the older one as well',
    spec: 'OIDD 4.2; MP docs',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { status } = await context.discoveryResponse()
      const second = status === 200 ? await secondAddress(context) : undefined
      return judge(status === 200 && (second === undefined || second === 'the same'), {
        expected: 200,
        actual: second === undefined ? status : { status, secondAddress: second },
        remedy: 'Answer GET with 200 and the document itself, without a redirect, at each address that is documented.',
        severity: status === 200 ? 'warn' : 'fail',
      })
    },
  },
  {
    id: 'D-02',
    title: 'The Content-Type of the document is application/json',
    spec: 'OIDD 4.2',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const response = await context.discoveryResponse()
      if (response.status !== 200) return skip('There is no document (D-01).')
      return judge(mediaTypeOf(response) === 'application/json', {
        expected: 'application/json',
        actual: response.headers.get('content-type'),
        remedy: 'Send the document with Content-Type: application/json.',
      })
    },
  },
  {
    id: 'D-03',
    title: 'The body is one JSON object in UTF-8 without byte order mark and without duplicate members',
    spec: 'RFC 8259 4, 8.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { status, body, headers } = await context.discoveryResponse()
      if (status !== 200) return skip('There is no document (D-01).')
      const broken = [...strictJsonProblems(body), ...charsetProblems(headers)]
      const problems = broken.length > 0 || isObject(lenientJson(body)) ? broken : ['is no JSON object']
      return judgeProblems(problems, 'one JSON object, UTF-8', 'Serialize the document once, as plain UTF-8 JSON.')
    },
  },
]

/** What MobilePay's second address, on the back channel, serves; undefined where no page names one. */
async function secondAddress(context: CheckContext): Promise<string | undefined> {
  const { environment, target } = context
  if (environment?.discoveryAlternative.basis !== 'attested') return undefined
  const url = target.addresses.toServed(environment.discoveryAlternative.url)
  const { status, body } = await context.send({ method: 'GET', url })
  if (status !== 200) return `status ${status}`
  return canonical(lenientJson(body)) === canonical(await context.servedDocument()) ? 'the same' : 'another document'
}
