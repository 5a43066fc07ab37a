import type { CheckDefinition } from '../check.ts'
import type { AuthorizationAnswer } from '../check-context.ts'
import { judge } from '../outcome.ts'

/** A parameter that a flag of the document announces. */
interface FlaggedParameter {
  readonly parameter: string
  readonly flag: string
  /** What the flag means when it is absent. */
  readonly whenAbsent: boolean
  /** A value that a provider which looks at the parameter must refuse. */
  readonly unacceptable: string
  readonly notSupported: string
}

const parameters: readonly FlaggedParameter[] = [
  {
    parameter: 'request',
    flag: 'request_parameter_supported',
    whenAbsent: false,
    unacceptable: 'not-a-request-object',
    notSupported: 'request_not_supported',
  },
  {
    parameter: 'request_uri',
    flag: 'request_uri_parameter_supported',
    whenAbsent: true,
    unacceptable: 'https://request.invalid/not-a-request-object',
    notSupported: 'request_uri_not_supported',
  },
  {
    parameter: 'claims',
    flag: 'claims_parameter_supported',
    whenAbsent: false,
    unacceptable: '{"id_token":',
    notSupported: 'invalid_request',
  },
]

/** D-22, D-23: what the document announces about authorization requests and responses is what happens. */
export const truthfulFlags: readonly CheckDefinition[] = [
  {
    id: 'D-22',
    title: 'authorization_response_iss_parameter_supported tells the truth',
    spec: 'RFC 9207 3',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const announced = (await context.document()).authorization_response_iss_parameter_supported === true
      const received = (await context.login()).callback.iss ?? null
      return judge(announced === (received !== null), {
        expected: announced ? 'iss in the authorization response' : 'no iss in the authorization response',
        actual: { announced, received },
        remedy: 'Send iss with every authorization response, or do not announce it.',
      })
    },
  },
  {
    id: 'D-23',
    title: 'The flags of the request, request_uri and claims parameters tell the truth',
    spec: 'OIDD 3',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const document = await context.document()
      const untruths: string[] = []
      for (const row of parameters) {
        const value = document[row.flag]
        const announced = value === undefined ? row.whenAbsent : value === true
        const answer = await context.authorize({ [row.parameter]: row.unacceptable })
        const untruth = untruthOf(row, announced, answer)
        if (untruth) untruths.push(`${row.flag} is ${value === undefined ? 'absent, so ' : ''}${announced}: ${untruth}`)
      }
      return judge(untruths.length === 0, {
        expected: 'an announced parameter is looked at, another is refused as not supported or ignored',
        actual: untruths,
        remedy: 'Set each flag to what the authorization endpoint does; an absent request_uri flag means true.',
      })
    },
  },
]

function untruthOf(row: FlaggedParameter, announced: boolean, answer: AuthorizationAnswer): string | undefined {
  if (announced && answer.kind === 'accepted') return `${row.parameter} is ignored`
  if (announced && answer.kind === 'error' && answer.error === row.notSupported && row.parameter !== 'claims')
    return `${row.parameter} is refused with ${answer.error}`
  const looksAtIt = answer.kind === 'error' && answer.error !== row.notSupported
  return !announced && looksAtIt ? `${row.parameter} is looked at and refused with ${answer.error}` : undefined
}
