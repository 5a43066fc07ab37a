import { isObject, lenientJson } from '../../run/json-values.ts'
import { schemaProblems } from '../../run/schema.ts'
import type { HttpResponse } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'

const rateLimitHeader = /^(x-)?rate-?limit|^retry-after$/i
const text = { type: 'string' }
/** MobilePay's error object of the Invoice API. */
const envelope = {
  type: 'object',
  required: ['correlation_id', 'error', 'error_code', 'error_description'],
  properties: {
    correlation_id: text,
    error: { enum: ['InputError', 'DomainError', 'ServerError'] },
    error_code: text,
    error_description: text,
    error_context: text,
  },
}
/** Statuses for which MobilePay documents the error object; the others are deliberately vague. */
const explained: ReadonlySet<number> = new Set([400, 409, 500])

/** P-14, P-20: what the API says in all the answers of the run. */
export const observed: readonly CheckDefinition[] = [
  {
    id: 'P-14',
    title: 'Errors of the API have MobilePay’s error object, or no body where they are kept vague',
    spec: 'MP Invoice API, errors',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      if (!context.environment) return inapplicable('The error object is MobilePay’s own.')
      await provoke(context)
      const errors = answersOfApi(context).filter(({ status }) => status >= 400)
      return judgeProblems(
        [...new Set(errors.flatMap(envelopeProblems))],
        'correlation_id, error, error_code and error_description, or an empty 401, 403, 404 or 405',
        'Answer errors with the documented error object, and nothing else.',
      )
    },
  },
  {
    id: 'P-20',
    title: 'Rate limits are announced in headers, and a 429 says when to come again',
    spec: 'MP docs, transition; RFC 6585 4; RFC 9110 10.2.3',
    level: 'MAY',
    sandbox: 'unattended',
    async run(context) {
      await context.flow.api(undefined)
      const answers = answersOfApi(context)
      const busy = answers.filter(({ status }) => status === 429)
      const silent = busy.filter(({ headers }) => !isTime(headers.get('retry-after')))
      const names = answers.flatMap(({ headers }) => [...headers.keys()].filter((name) => rateLimitHeader.test(name)))
      const announced = [...new Set(names)].sort()
      if (announced.length > 0 && silent.length === 0) {
        const reason = `The API announces limits in ${announced.join(', ')}.`
        return { kind: 'info', expected: 'limits are observed, never provoked', actual: announced, reason }
      }
      return judgeProblems(
        silent.length === 0 ? [] : [`${silent.length} answers with 429 have no Retry-After with seconds or a date`],
        'no 429 without Retry-After',
        'Say in Retry-After when a client may try again.',
      )
    },
  },
]

/** Whether it says when: in seconds, or as a date (RFC 9110 10.2.3). */
function isTime(retryAfter: string | null): boolean {
  return /^(\d+|[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT)$/.test(retryAfter ?? '')
}

/** Refusals of three kinds that need no login. */
async function provoke({ flow, target }: CheckContext): Promise<void> {
  await flow.api(undefined)
  await flow.api(undefined, { method: 'POST' })
  await flow.api(undefined, { url: `${target.apiUrl}/conformance` })
}

/** Of the host of the API: discovery and tokens may be there too, so below the path of the product. */
function answersOfApi(context: CheckContext): readonly HttpResponse[] {
  const { apiUrl } = context.target
  if (apiUrl === undefined) return []
  const product = apiUrl.replace(/\/api\/.*/, '/')
  return context.seen().flatMap(({ request, response }) => (request.url.startsWith(product) ? [response] : []))
}

function envelopeProblems({ status, body }: HttpResponse): readonly string[] {
  if (body.length === 0) return explained.has(status) ? [`${status} has no body`] : []
  const answer = lenientJson(body)
  if (!isObject(answer)) return [`the body of ${status} is no JSON object`]
  return schemaProblems(envelope, answer).map((problem) => `the body of ${status}: ${problem}`)
}
