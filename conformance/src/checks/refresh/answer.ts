import { inspectJwt, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { strictJsonProblems } from '../../run/strict-json.ts'
import { mediaTypeOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { storageProblems } from '../token/storage-problems.ts'
import { scopeChange } from './granted-scopes.ts'
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
      return judgeProblems(
        [
          ...answerProblems(first, before.tokens, isExact).map((problem) => `first refresh: ${problem}`),
          ...(second
            ? answerProblems(second, before.tokens, isExact).map((problem) => `second refresh: ${problem}`)
            : []),
        ],
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
      const problems = [first, second].flatMap(({ response }) => [
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

function answerProblems(after: TokenAnswer, before: TokenAnswer, isExact: boolean): readonly string[] {
  const { response, error } = after
  if (!isObject(lenientJson(response.body))) return [`the status is ${response.status}, the body no JSON object`]
  if (!isIssued(after)) {
    const what = response.status === 200 ? 'access_token is no string' : `error ${error ?? 'without a code'}`
    return [`the status is ${response.status}: ${what}`]
  }
  const { added, lost } = scopeChange(before, after)
  // What is wrong with every answer of the token endpoint is the matter of T-01, T-04 and T-06.
  const usual = memberProblems(before)
  return [
    ...memberProblems(after).filter((problem) => !usual.includes(problem)),
    ...added.map((scope) => `scope has ${scope}, which was not granted`),
    ...lost.map((scope) => `scope lacks ${scope}, which was granted`),
    ...(isExact ? lifetimeProblems(after, before) : []),
    ...toldLifeProblems(after, before),
  ]
}

function memberProblems({ body }: TokenAnswer): readonly string[] {
  const lifetime = body.expires_in
  const isLifetime = lifetime === undefined || (Number.isInteger(lifetime) && Number(lifetime) > 0)
  return [
    ...('error' in body ? ['error stands beside the tokens'] : []),
    ...(String(body.token_type).toLowerCase() === 'bearer' ? [] : ['token_type is not Bearer']),
    ...(isLifetime ? [] : ['expires_in is no positive whole number']),
  ]
}

/** A readable access token lives as long as the one before, and no longer. */
function lifetimeProblems(after: TokenAnswer, before: TokenAnswer): readonly string[] {
  const [old, fresh] = [lifeOf(before), lifeOf(after)]
  return old === undefined || fresh === old
    ? []
    : [`exp of the access token is ${fresh ?? 'not'} seconds after nbf or iat`]
}

/** expires_in and exp agree as they did before; where they never did, T-07 says so. */
function toldLifeProblems(after: TokenAnswer, before: TokenAnswer): readonly string[] {
  const agrees = (answer: TokenAnswer) => {
    const life = lifeOf(answer)
    return life === undefined || typeof answer.body.expires_in !== 'number' || life === answer.body.expires_in
  }
  return agrees(before) && !agrees(after) ? ['expires_in is not the life of the access token'] : []
}

function lifeOf({ accessToken }: TokenAnswer): number | undefined {
  const { exp, iat, nbf } = accessToken === undefined ? {} : inspectJwt(accessToken).claims
  const start = iat ?? nbf
  return typeof exp === 'number' && typeof start === 'number' ? exp - start : undefined
}
