import { isIssued } from '../../flow/tokens.ts'
import { strictJsonProblems } from '../../run/strict-json.ts'
import { mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { storageProblems } from '../token/storage-problems.ts'
import { answerProblems } from './answer-problems.ts'
import { furtherRefreshes } from './further-refreshes.ts'
import { goodRefreshes, refreshes } from './refreshes.ts'

/** the answer to a refresh, and the access token in it. */
export const answer: readonly CheckDefinition[] = [
  {
    id: 'R-01',
    title: 'A refresh is answered with 200 and tokens of the same scopes, again and again',
    spec: 'RFC 6749 6; OIDCC 12.2',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { before, first, second } = await refreshes(context)
      const isExact = context.environment !== undefined
      const all = [
        { what: 'first refresh', before: before.tokens, answer: first },
        ...(second ? [{ what: 'second refresh', before: before.tokens, answer: second }] : []),
        ...(second && isIssued(second) ? await furtherRefreshes(context) : []),
      ]
      return judgeProblems(
        all.flatMap((one) =>
          answerProblems(one.answer, one.before, isExact).map((problem) => `${one.what}: ${problem}`),
        ),
        '200 with access_token, token_type Bearer and expires_in, of the scopes that were granted',
        'Answer a right refresh like the redemption of the code.',
      )
    },
  },
  {
    id: 'R-02',
    title: 'The answer to a refresh is JSON that nobody may store',
    spec: 'RFC 6749 5.1',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { first, second } = await goodRefreshes(context)
      const further = (await furtherRefreshes(context)).map(({ answer: after }) => after).filter(isIssued)
      const problems = [first, second, ...further].flatMap(({ response }) => [
        ...(mediaTypeOf(response) === 'application/json'
          ? []
          : [`the Content-Type is ${response.headers.get('content-type') ?? 'absent'}`]),
        ...strictJsonProblems(response.body).map((problem) => `the body ${problem}`),
        ...storageProblems(response.headers),
      ])
      return judgeProblems(
        [...new Set(problems)],
        'application/json, each member once, Cache-Control: no-store and Pragma: no-cache',
        'Send the answer as JSON, with both headers.',
      )
    },
  },
  {
    id: 'R-03',
    title: 'Each refresh brings another access token, and the API takes it',
    spec: 'RFC 6749 6',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const { before, first, second, api } = await goodRefreshes(context)
      const tokens = [before.tokens, first, second].map(({ accessToken }) => accessToken)
      const different = new Set(tokens).size
      // An API that takes no token at all says nothing about refreshes: P-01 does.
      const status = api?.before === 200 ? api.after : 'no API is known that takes the first access token'
      const isTaken = typeof status !== 'number' || status === 200
      return judge(different === tokens.length && isTaken, {
        expected: { differentAccessTokens: tokens.length, statusOfApi: isTaken ? status : 200 },
        actual: { differentAccessTokens: different, statusOfApi: status },
        remedy: 'Issue a new access token with each refresh, as good as the first.',
      })
    },
  },
]
