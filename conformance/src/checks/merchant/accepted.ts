import { describeArrival } from '../../flow/arrival.ts'
import type { AttemptOptions, Flow } from '../../flow/flow.ts'
import { isTaken } from '../authorize/probe.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, untested } from '../outcome.ts'
import {
  completed,
  type Granted,
  grant,
  grantProblems,
  isRefusedInOrder,
  mustBeForMerchant,
  ownVat,
} from './granted.ts'

type Country = 'DK' | 'FI'
const named: Readonly<Record<Country, string>> = { DK: 'Danish', FI: 'Finnish' }

/** M-01, M-02, M-05, M-16: numbers that are taken, or for which it is told what becomes of them. */
export const accepted: readonly CheckDefinition[] = [
  ofCountry('M-01', 'DK'),
  ofCountry('M-02', 'FI'),
  {
    id: 'M-05',
    title: 'merchant_vat with its country in lower case is refused',
    spec: 'MP docs',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const { flow, target } = context
      const vat = ownVat(context)
      const problems: string[] = []
      for (const country of [vat.slice(0, 2).toLowerCase(), `${vat.charAt(0)}${vat.charAt(1).toLowerCase()}`]) {
        const merchant_vat = `${country}${vat.slice(2)}`
        const attempt = completed(await flow.attempt({ merchant_vat }))
        if (isRefusedInOrder({ attempt })) continue
        problems.push(`${country} before the digits: ${toldOf(await grant(flow, target, { merchant_vat }), vat)}`)
      }
      return judgeProblems(
        problems,
        'an error, since the documents have DK and FI in capitals',
        'Refuse a country in lower case with an error, like every other form that no document has.',
      )
    },
  },
  {
    id: 'M-16',
    title: 'The site of one country takes the merchant_vat of the other, for a user who may act for it',
    spec: 'MP docs',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      ownVat(context)
      const { otherCountry: login } = context.flow.lab()
      const granted = await grant(context.flow, context.target, {}, { login, browser: 'new', visits: true })
      return judgeProblems(
        grantProblems(granted, login.merchantVat ?? ''),
        'tokens for the merchant of the other country',
        'Let the number decide, not the site: both countries share one authorization server.',
      )
    },
  },
]

/** Every number of the environment's country that a user of the subject may act for. */
function ofCountry(id: string, country: Country): CheckDefinition {
  return {
    id,
    title: `merchant_vat of ${country} and eight digits is taken`,
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const own = ownVat(context)
      if (context.environment?.country !== country) {
        return inapplicable(
          `The site has no ${named[country]} merchants of its own; M-16 tries those of the other country.`,
        )
      }
      if (!new RegExp(`^${country}[0-9]{8}$`).test(own)) {
        return untested(`The subject's merchant_vat is not ${country} and eight digits.`)
      }
      const problems = await refusals(context, own)
      return judge(problems.length === 0, {
        expected: `a code for every merchant_vat of ${country} and eight digits that the user may act for`,
        actual: problems.length === 0 ? 'a code for each' : problems,
        remedy: 'Take the number of any merchant that the user may act for.',
      })
    },
  }
}

async function refusals({ flow, target }: CheckContext, own: string): Promise<readonly string[]> {
  const problems = [...(await refusalOf(flow, 'merchant_vat of the only merchant', own))]
  if (!target.lab) return problems
  const { severalMerchants: login } = target.lab
  const options = { login, browser: flow.browser(), visits: true }
  const others = { first: login.merchantVat, second: login.otherVat }
  for (const [which, vat] of Object.entries(others)) {
    problems.push(...(await refusalOf(flow, `merchant_vat of the ${which} of two merchants`, vat, options)))
  }
  return problems
}

async function refusalOf(
  flow: Flow,
  what: string,
  merchant_vat: string | undefined,
  options?: AttemptOptions,
): Promise<readonly string[]> {
  const attempt = completed(await flow.attempt({ merchant_vat }, options))
  if (isTaken(attempt)) return []
  await mustBeForMerchant(flow, attempt, { merchant_vat: undefined }, options)
  return [`${what}: ${describeArrival(attempt)}`]
}

/** What became of a number that should have been refused. */
function toldOf(granted: Granted, vat: string): string {
  if (!granted.merchant) return describeArrival(granted.attempt)
  return grantProblems(granted, vat).length === 0 ? 'taken, for that merchant' : 'taken, for another merchant'
}
