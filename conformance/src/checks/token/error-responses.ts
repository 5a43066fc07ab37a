import type { TokenAnswer } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { bodyProblems } from './body-problems.ts'
import { burningProbes } from './burning-probes.ts'
import { ask } from './probe.ts'
import { storageProblems } from './storage-problems.ts'
import { unattendedProbes } from './unattended-probes.ts'

const spec = 'RFC 6749 5.2'

/** Error codes of token endpoints: RFC 6749 5.2 and the registry's others. */
const registered: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  // RFC 8628 3.5, RFC 8707 2, RFC 9449 5 and 8, RFC 9396 5
  'authorization_pending',
  'slow_down',
  'access_denied',
  'expired_token',
  'invalid_target',
  'invalid_dpop_proof',
  'use_dpop_nonce',
  'invalid_authorization_details',
])

/** RFC 6749 A.7, A.8 and A.9. */
const textSyntax = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/
const uriSyntax = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** T-40, T-41: how the token endpoint refuses, whatever it refuses. */
export const errorResponses: readonly CheckDefinition[] = [
  {
    id: 'T-40',
    title: 'Every refusal is a 400 or 401 and JSON with a registered error, in legal characters',
    spec,
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      return judgeProblems(
        await problemsOfRefusals(context, errorProblems),
        '400, or 401 invalid_client; application/json with a registered error; legal error_description and error_uri',
        'Answer 400 and {"error":"…"} with a code of RFC 6749 5.2, and describe it without control characters.',
      )
    },
  },
  {
    id: 'T-41',
    title: 'No refusal is to be stored: Cache-Control no-store, Pragma no-cache',
    spec,
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const problems = await problemsOfRefusals(context, ({ response }) => storageProblems(response.headers))
      return judgeProblems(
        problems,
        'Cache-Control: no-store and Pragma: no-cache',
        'Send both headers with refusals too.',
      )
    },
  },
]

/** The problems of all refusals of the run, each once, with the first request that met it. */
async function problemsOfRefusals(
  context: CheckContext,
  problemsOf: (answer: TokenAnswer) => readonly string[],
): Promise<readonly string[]> {
  const seen = new Map<string, string>()
  for (const probe of [...unattendedProbes, ...(context.target.lab ? burningProbes : [])]) {
    const answer = await ask(context.flow, probe)
    if (answer.accessToken !== undefined) continue
    for (const problem of problemsOf(answer)) if (!seen.has(problem)) seen.set(problem, probe.what)
  }
  return Array.from(seen, ([problem, what]) => `${problem} (${what})`)
}

function errorProblems({ response, error }: TokenAnswer): readonly string[] {
  const isStatus = response.status === 400 || (response.status === 401 && error === 'invalid_client')
  const body = lenientJson(response.body)
  const type = response.headers.get('content-type')
  return [
    ...(isStatus ? [] : [`the status of error ${said(error)} is ${response.status}`]),
    ...(mediaTypeOf(response) === 'application/json' ? [] : [`the Content-Type is ${type ?? 'absent'}`]),
    ...bodyProblems(response.body),
    ...(isObject(body) ? memberProblems(body) : ['the body is no JSON object']),
  ]
}

function memberProblems({ error, error_description: description, error_uri: uri }: Readonly<Record<string, unknown>>) {
  const isUri = typeof uri === 'string' && uriSyntax.test(uri) && /^https?:/.test(URL.parse(uri)?.protocol ?? '')
  return [
    ...(typeof error === 'string' && registered.has(error) ? [] : [`error is ${said(error)}, no registered code`]),
    ...(description === undefined || (typeof description === 'string' && textSyntax.test(description))
      ? []
      : ['error_description has characters that are not allowed, or is no string']),
    ...(uri === undefined || isUri ? [] : ['error_uri is no absolute address of a page']),
  ]
}

/** Error codes may be anything in a broken provider: only what looks like one is repeated. */
function said(error: unknown): string {
  if (typeof error === 'string') return /^[\w.-]{1,60}$/.test(error) ? error : 'a text'
  return error === undefined ? 'absent' : `a JSON ${error === null ? 'null' : typeof error}`
}
