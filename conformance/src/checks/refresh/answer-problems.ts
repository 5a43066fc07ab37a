import { inspectJwt, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import { isLife } from '../token/told-life.ts'
import { scopeChange } from './granted-scopes.ts'

/**
 * What is wrong with the answer to a refresh, beside the answer to the code.
 * @param isExact whether access tokens are known to live alike
 */
export function answerProblems(after: TokenAnswer, before: TokenAnswer, isExact: boolean): readonly string[] {
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
    const told = answer.body.expires_in
    return life === undefined || typeof told !== 'number' || isLife(told, life)
  }
  return agrees(before) && !agrees(after) ? ['expires_in is not the life of the access token'] : []
}

function lifeOf({ accessToken }: TokenAnswer): number | undefined {
  const { exp, iat, nbf } = accessToken === undefined ? {} : inspectJwt(accessToken).claims
  const start = iat ?? nbf
  return typeof exp === 'number' && typeof start === 'number' ? exp - start : undefined
}
