import { isObject, lenientJson } from '../../run/json-values.ts'
import { strictJsonProblems } from '../../run/strict-json.ts'
import { mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems, skip } from '../outcome.ts'

/** D-01 to D-03: that the document comes, as JSON, and reads the same for every parser. */
export const answers: readonly CheckDefinition[] = [
  {
    id: 'D-01',
    title: 'The configuration document answers 200 at the documented URL',
    spec: 'OIDD 4.2; MP docs',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { status } = await context.discoveryResponse()
      const remedy = 'Answer GET with 200 and the document itself, without a redirect.'
      const second = status === 200 ? await statusOfSecondAddress(context) : undefined
      return judge(status === 200 && (second ?? 200) === 200, {
        expected: 200,
        actual: second === undefined ? status : { status, statusOfSecondAddress: second },
        remedy,
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

/** JSON has no charset parameter; one that says UTF-8 does no harm (RFC 8259 8.1, 11). */
function charsetProblems(headers: Headers): readonly string[] {
  const [, charset] = /charset\s*=\s*"?([^";\s]+)/i.exec(headers.get('content-type') ?? '') ?? []
  return charset === undefined || /^utf-?8$/i.test(charset) ? [] : [`is said to be in ${charset}`]
}

/** MobilePay's older pages name a second address, on the back channel; undefined where no page does. */
async function statusOfSecondAddress({ environment, target, send }: CheckContext): Promise<number | undefined> {
  if (environment?.discoveryAlternative.basis !== 'attested') return undefined
  const { status } = await send({ method: 'GET', url: target.addresses.toServed(environment.discoveryAlternative.url) })
  return status
}
