import { isIssued } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { duplicateMembers } from '../../run/strict-json.ts'
import { mediaTypeOf, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { bodyProblems } from './body-problems.ts'
import { exchanged, issued } from './exchanged.ts'
import { problemsOfAll, waysWithoutTokens } from './other-redemptions.ts'
import { rightAndRefused } from './right-requests.ts'
import { storageProblems } from './storage-problems.ts'

const spec51 = 'RFC 6749 5.1'
const tokenMembers = ['access_token', 'id_token', 'refresh_token']

/** T-01 to T-04, T-11: the answer that brings tokens, as a whole. */
export const successfulResponse: readonly CheckDefinition[] = [
  {
    id: 'T-01',
    title: 'A code is redeemed with 200 and tokens, and without an error beside them',
    spec: 'OIDCC 3.3.3.3',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { tokens } = await exchanged(context.flow)
      const { response, body, accessToken, error } = tokens
      const problems = [
        ...(response.status === 200 ? [] : [`the status is ${response.status}${error ? ` with error ${error}` : ''}`]),
        ...(isObject(lenientJson(response.body)) ? [] : ['the body is no JSON object']),
        ...(tokenMembers.some((name) => name in body) ? [] : ['the body has no tokens']),
        ...(accessToken !== undefined && 'error' in body ? ['error stands beside the tokens'] : []),
        ...(isIssued(tokens) ? [...(await waysWithoutTokens(context)), ...(await rightAndRefused(context))] : []),
      ]
      return judgeProblems(problems, '200 and a JSON object with tokens', 'Answer a right token request with 200.')
    },
  },
  {
    id: 'T-02',
    title: 'The tokens come as application/json, and as JSON',
    spec: spec51,
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow }) {
      const { response } = (await exchanged(flow)).tokens
      const type = response.headers.get('content-type')
      const broken = bodyProblems(response.body).filter((problem) => !problem.startsWith('the body names the member'))
      const problems = [
        ...(mediaTypeOf(response) === 'application/json' ? [] : [`the Content-Type is ${type ?? 'absent'}`]),
        ...broken,
      ]
      return judgeProblems(problems, 'application/json', 'Send the token response as application/json.')
    },
  },
  {
    id: 'T-03',
    title: 'The tokens are not to be stored: Cache-Control no-store, Pragma no-cache',
    spec: spec51,
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      return judgeProblems(
        await problemsOfAll(context, await issued(context.flow), ({ tokens }) =>
          storageProblems(tokens.response.headers),
        ),
        'Cache-Control: no-store and Pragma: no-cache',
        'Send both headers with every answer that carries tokens.',
      )
    },
  },
  {
    id: 'T-04',
    title: 'token_type is Bearer',
    spec: 'OIDCC 3.1.3.3; RFC 6749 7.1',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const problems = await problemsOfAll(context, await issued(context.flow), ({ tokens }) =>
        typeProblems(tokens.body.token_type),
      )
      return judge(problems.length === 0, {
        expected: 'token_type Bearer, in any letter case',
        actual: problems.length === 0 ? 'token_type Bearer' : problems,
        remedy: 'Say token_type Bearer: a client must not use a token of a type that it does not know.',
      })
    },
  },
  {
    id: 'T-11',
    title: 'No member of the token response is named twice',
    spec: 'RFC 8259 4',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      return judgeProblems(
        await problemsOfAll(context, await issued(context.flow), ({ tokens }) =>
          duplicateMembers(textOf(tokens.response)).map((name) => `${name} is named twice`),
        ),
        'every member once',
        'Write each member once: which of two counts is anybody’s guess.',
      )
    },
  },
]

function typeProblems(type: unknown): readonly string[] {
  if (typeof type === 'string' && type.toLowerCase() === 'bearer') return []
  return [`token_type is ${type === undefined ? 'absent' : JSON.stringify(type)}`]
}
