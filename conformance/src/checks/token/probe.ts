import type { Changes } from '../../flow/authorization-request.ts'
import { randomText } from '../../flow/authorization-request.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import { randomBytes } from '../../flow/random.ts'
import { describeTokenAnswer, type TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, type Outcome, OutcomeSignal, skip } from '../outcome.ts'

/** A token request that a right provider refuses. */
export interface Probe {
  /** What is wrong with it, as reports say it and runs share it: `without grant_type`. */
  readonly what: string
  send(flow: Flow, options?: TokenRequestOptions): Promise<TokenAnswer>
  /** The error codes of a right refusal. */
  readonly errors: readonly string[]
}

/** Errors of a request that lacks something or has it twice, and of a code or token that is not good (RFC 6749 5.2). */
export const invalidRequest: readonly string[] = ['invalid_request']
export const invalidGrant: readonly string[] = ['invalid_grant']
export const invalidGrantOrRequest: readonly string[] = [...invalidGrant, ...invalidRequest]

/** A check whose probes are all refused as they should be. */
export interface RefusalRow extends Omit<CheckDefinition, 'run'> {
  readonly remedy: string
  /** The probes that this subject can take; those that burn codes are fewer without a lab. */
  probes(context: CheckContext): readonly Probe[]
}

/** A code of the form that providers issue, which none has issued. */
export function unknownCode(): string {
  return randomBytes(32).toString('hex').toUpperCase()
}

/** A redemption that is right but for its code, which nobody issued: it burns nothing. */
export function formWithUnknownCode(flow: Flow): Changes {
  return {
    grant_type: 'authorization_code',
    code: unknownCode(),
    redirect_uri: flow.login().redirectUri,
    code_verifier: randomText(),
  }
}

/** A probe that burns nothing: a redemption with an unknown code, changed. */
export function harmless(
  what: string,
  errors: readonly string[],
  changes: Changes | ((flow: Flow) => Changes),
  options: TokenRequestOptions = {},
): Probe {
  const changesFor = (flow: Flow) => (typeof changes === 'function' ? changes(flow) : changes)
  return {
    what,
    errors,
    send: (flow) => flow.tokenRequest({ ...formWithUnknownCode(flow), ...changesFor(flow) }, options),
  }
}

/** Sends a probe; once a run, however many checks look at the answer. */
export async function ask(flow: Flow, probe: Probe): Promise<TokenAnswer> {
  return unlessBusy(await flow.once(`token request ${probe.what}`, (own) => probe.send(own)))
}

/** Ends the check where the provider says that it is busy: that is no judgment on the request. */
export function unlessBusy(answer: TokenAnswer): TokenAnswer {
  const { status } = answer.response
  if (![429, 502, 503, 504].includes(status)) return answer
  throw new OutcomeSignal({
    kind: 'inconclusive',
    reason: `The token endpoint answered ${status}: it is busy or down.`,
  })
}

/** What is wrong with the error of a refusal (RFC 6749 5.2); its status and form are for T-40 to judge. */
export function refusalProblems(
  { what, errors }: Pick<Probe, 'what' | 'errors'>,
  answer: TokenAnswer,
): readonly string[] {
  const { error, accessToken } = answer
  const isRight = accessToken === undefined && error !== undefined && errors.includes(error)
  return isRight ? [] : [`${what}: ${accessToken === undefined && error ? error : describeTokenAnswer(answer)}`]
}

/** Whether the request was refused in words that nobody can read, as T-40 tells. */
export function isUnreadable({ response, error, accessToken }: TokenAnswer): boolean {
  return accessToken === undefined && error === undefined && response.status >= 400 && response.status < 500
}

/** Passes when all are refused with the right errors; what cannot be read for all of them is left to T-40. */
export async function judgeRefusals(flow: Flow, probes: readonly Probe[], remedy: string): Promise<Outcome> {
  const problems: string[] = []
  const unreadable: string[] = []
  for (const probe of probes) {
    const answer = await ask(flow, probe)
    if (isUnreadable(answer)) unreadable.push(probe.what)
    else problems.push(...refusalProblems(probe, answer))
  }
  if (problems.length === 0 && unreadable.length > 0) {
    return skip(`The refusal tells no error that can be read (T-40): ${unreadable.join('; ')}.`)
  }
  return judgeProblems(problems, probes.map(({ what, errors }) => `${what}: ${errors.join(' or ')}`).join('; '), remedy)
}

export function refusalCheck({ probes, remedy, ...definition }: RefusalRow): CheckDefinition {
  return { ...definition, run: (context) => judgeRefusals(context.flow, probes(context), remedy) }
}
