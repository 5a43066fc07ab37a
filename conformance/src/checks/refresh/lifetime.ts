import type { Flow } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judge } from '../outcome.ts'
import { unlessBusy } from '../token/probe.ts'
import { goodRefreshes, newest, refreshable } from './refreshes.ts'

const minute = 60
const day = 24 * 60 * minute
/** Thirteen months, as the provider counts them. */
const life = 396 * day
const oneYear = 365 * day

/** a refresh token dies when it has not been used for thirteen months, and each use starts them anew. */
export const lifetime: CheckDefinition = {
  id: 'R-24',
  title: 'A refresh token lives for thirteen months from its last use',
  spec: 'MP docs',
  level: 'MAY',
  sandbox: 'mock-only',
  async run(context) {
    const { flow, environment } = context
    if (!environment) return inapplicable('No document tells how long this provider keeps refresh tokens.')
    const { reuse } = flow.lab()
    await goodRefreshes(context)
    const used = await refreshable(flow)
    const usedAgain = await refreshable(flow, { login: reuse })
    const nearTheEnd = await refreshable(flow)
    const tooLate = await refreshable(flow)

    await flow.pass(oneYear - day)
    const year = await refresh(flow, used.refreshToken)
    await flow.refresh(usedAgain.refreshToken, {}, { login: reuse })
    await flow.pass(life - minute - (oneYear - day))
    const end = await refresh(flow, nearTheEnd.refreshToken)
    await flow.pass(2 * minute)
    const late = await refresh(flow, tooLate.refreshToken)
    await flow.pass(oneYear - day - 2 * minute)
    const slid = await refresh(flow, newest(year, used.refreshToken))
    const slidAgain = unlessBusy(await flow.refresh(usedAgain.refreshToken, {}, { login: reuse }))

    const isRight = [year, end, slid, slidAgain].every(isIssued) && !isIssued(late)
    return judge(isRight, {
      expected: told({ year: 'tokens', end: 'tokens', late: '400 invalid_grant', slid: 'tokens', slidAgain: 'tokens' }),
      actual: told({
        year: describeTokenAnswer(year),
        end: describeTokenAnswer(end),
        late: describeTokenAnswer(late),
        slid: describeTokenAnswer(slid),
        slidAgain: describeTokenAnswer(slidAgain),
      }),
      remedy: 'Let a refresh token die thirteen months after its last use, and start them anew with each use.',
      severity: isOneYear(year, end, late) ? 'info' : 'warn',
    })
  },
}

async function refresh(flow: Flow, token: string): Promise<TokenAnswer> {
  return unlessBusy(await flow.refresh(token))
}

/** One page of MobilePay's says a year, so that is no surprise. */
function isOneYear(year: TokenAnswer, end: TokenAnswer, late: TokenAnswer): boolean {
  return isIssued(year) && !isIssued(end) && !isIssued(late)
}

function told(found: Readonly<Record<'year' | 'end' | 'late' | 'slid' | 'slidAgain', string>>) {
  return {
    'unused for 364 days': found.year,
    'unused for 396 days less a minute': found.end,
    'unused for 396 days and a minute': found.late,
    'after 728 days less an hour at most, used half way': found.slid,
    'the same for a refresh token that is used again and again': found.slidAgain,
  }
}
