import { inspectJwt } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { schemaProblems } from '../../run/schema.ts'
import { strictJsonProblems } from '../../run/strict-json.ts'
import { type HttpResponse, mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, skip } from '../outcome.ts'
import { freshTokens } from './api-token.ts'
import { callApi } from './call-api.ts'
import { storageProblems } from './storage-by-others.ts'

const guid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
/** The answer in MobilePay's description of the Invoice API. */
const described = {
  type: 'object',
  required: ['MerchantId'],
  properties: { MerchantId: { type: 'string', pattern: guid } },
}

/** P-01, P-15, P-16: what the API says of the merchant. */
export const merchantsMe: readonly CheckDefinition[] = [
  {
    id: 'P-01',
    title: 'merchants/me answers a good access token with the id of its merchant',
    spec: 'MP Invoice API, merchants/me',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { accessToken } = await freshTokens(context)
      const { merchant_id: granted } = inspectJwt(accessToken).claims
      const problems = merchantProblems(await callApi(context.flow, accessToken), granted)
      const again = merchantProblems(await callApi(context.flow, accessToken), granted)
      return judgeProblems(
        problems.length > 0 ? problems : again.map((problem) => `a second call with the same token: ${problem}`),
        '200 and the MerchantId of the token',
        'Answer GET merchants/me with {"MerchantId":GUID}, the merchant that the access token was granted for.',
      )
    },
  },
  {
    id: 'P-15',
    title: 'merchants/me answers as MobilePay’s OpenAPI description says',
    spec: 'MP Invoice API, OpenAPI',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const response = await answerOf(context)
      if (response.status !== 200) return skip('The API does not answer a good access token (P-01).')
      const body = lenientJson(response.body)
      const problems = [
        ...(mediaTypeOf(response) === 'application/json'
          ? []
          : [`Content-Type is ${mediaTypeOf(response) || 'absent'}`]),
        ...strictJsonProblems(response.body).map((problem) => `the body ${problem}`),
        ...schemaProblems(described, body),
      ]
      const added = isObject(body) ? Object.keys(body).filter((name) => name !== 'MerchantId') : []
      if (problems.length === 0 && added.length > 0) {
        const reason = `The answer has members that the description does not name: ${added.join(', ')}.`
        return { kind: 'info', expected: ['MerchantId'], actual: ['MerchantId', ...added], reason }
      }
      return judgeProblems(problems, '{"MerchantId":GUID} as application/json', 'Answer as the description says.')
    },
  },
  {
    id: 'P-16',
    title: 'Nobody but the client may store what the API says of a merchant',
    spec: 'RFC 9111 3.5, 5.2.2; RFC 6750 5.3',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { status, headers } = await answerOf(context)
      if (status !== 200) return skip('The API does not answer a good access token (P-01).')
      return judgeProblems(
        storageProblems(headers),
        'Cache-Control: no-store or private, or none, since caches leave answers to Authorization alone then',
        'Send Cache-Control: no-store with merchant data.',
      )
    },
  },
]

async function answerOf(context: CheckContext): Promise<HttpResponse> {
  return callApi(context.flow, (await freshTokens(context)).accessToken)
}

function merchantProblems({ status, body }: HttpResponse, granted: unknown): readonly string[] {
  if (status !== 200) return [`the status is ${status}`]
  const answer = lenientJson(body)
  if (!isObject(answer)) return ['the body is no JSON object, so there is no MerchantId']
  const { MerchantId: id } = answer
  if (id === undefined) return ['MerchantId is missing']
  if (typeof id !== 'string') return [`MerchantId is ${id === null ? 'null' : `a ${typeof id}`}`]
  if (!new RegExp(guid).test(id)) return ['MerchantId is no GUID']
  const isOther = typeof granted === 'string' && granted.toLowerCase() !== id.toLowerCase()
  return isOther ? ['MerchantId is that of another merchant than merchant_id of the access token'] : []
}
