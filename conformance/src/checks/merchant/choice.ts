import { describeArrival } from '../../flow/arrival.ts'
import { pagesShown } from '../../flow/pages-shown.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { type Granted, grant, grantProblems, isRefusedInOrder, ownVat, wasAsked } from './granted.ts'
import { isForNobody } from './merchant-seen.ts'

/** M-03, M-04, M-09: nobody says which merchant it is to be. */
export const choice: readonly CheckDefinition[] = [
  {
    id: 'M-03',
    title: 'Without merchant_vat a user with one merchant gets tokens for it, none for another, or an error',
    spec: 'MP docs',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const own = ownVat(context)
      const granted = await grant(context.flow, context.target, { merchant_vat: undefined })
      return judge(isDefined(granted, own), {
        expected: 'tokens for the only merchant, tokens without a merchant (API 403), or an error',
        actual: `without merchant_vat: ${toldOf(granted, own)}`,
        remedy: 'Take the only merchant of the user, or ask for merchant_vat with an error.',
      })
    },
  },
  {
    id: 'M-04',
    title: 'Without merchant_vat a user with several merchants chooses, or gets an error',
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      ownVat(context)
      return judgeProblems(
        await arbitrary(context, undefined),
        'a page to choose on and tokens for the choice, tokens without a merchant (API 403), or an error',
        'Never pick a merchant for the user.',
      )
    },
  },
  {
    id: 'M-09',
    title: 'An empty merchant_vat is refused, or passed over as if it were not there (RFC 6749 3.1)',
    spec: 'MP docs',
    level: 'SHOULD',
    sandbox: 'unattended',
    async run(context) {
      const own = ownVat(context)
      const { flow, target } = context
      const without = await grant(flow, target, { merchant_vat: undefined })
      const problems: string[] = []
      for (const [what, merchant_vat] of [
        ['an empty merchant_vat', ''],
        ['a merchant_vat of white space', ' '],
      ] as const) {
        const granted = await grant(flow, target, { merchant_vat })
        const isSame = toldOf(granted, own) === toldOf(without, own) && isDefined(granted, own)
        if (!isSame && !isRefusedInOrder(granted)) problems.push(`${what}: ${toldOf(granted, own)}`)
      }
      if (target.lab) problems.push(...(await arbitrary(context, '')))
      return judgeProblems(
        problems,
        'an error, or what becomes of a request without merchant_vat',
        'Refuse an empty value, or treat it as if it were not there.',
      )
    },
  },
]

/** A user with two merchants picks now one, now the other. */
async function arbitrary(context: CheckContext, merchant_vat: '' | undefined): Promise<readonly string[]> {
  const { flow, target } = context
  const { severalMerchants } = flow.lab()
  const stranger = ownVat(context)
  const { merchantVat: first = '', otherVat: second } = severalMerchants
  const sent = merchant_vat === undefined ? 'without merchant_vat' : 'an empty merchant_vat'
  const problems: string[] = []
  for (const [which, picked] of [
    ['first', first],
    ['second', second],
  ] as const) {
    const login = { ...severalMerchants, merchantVat: picked }
    const granted = await grant(flow, target, { merchant_vat }, { login, browser: 'new', visits: true })
    const problem = guessOf(granted, picked)
    if (problem !== undefined) problems.push(`${sent}, the ${which} merchant to be picked: ${problem}`)
    if (offers(granted, stranger)) problems.push(`${sent}: the page offers the merchant of another user`)
  }
  return [...new Set(problems)]
}

/** Whether a page on which a merchant is chosen names that one. */
function offers({ attempt }: Granted, vat: string): boolean {
  return pagesShown(attempt)
    .filter(({ purpose }) => purpose === 'merchant')
    .some(({ page }) => page.text.includes(vat.slice(2)))
}

function guessOf(granted: Granted, picked: string): string | undefined {
  if (isRefusedInOrder(granted)) return undefined
  if (granted.merchant && isForNobody(granted.merchant)) return undefined
  if (!granted.merchant) return grantProblems(granted, picked).join('; ')
  if (!wasAsked(granted)) return 'tokens for a merchant that nobody chose'
  return grantProblems(granted, picked).length === 0 ? undefined : 'tokens for another merchant than was chosen'
}

/** Whether it came to one of the ends that the documents have. */
function isDefined(granted: Granted, own: string): boolean {
  if (isRefusedInOrder(granted)) return true
  if (!granted.merchant) return false
  return isForNobody(granted.merchant) || grantProblems(granted, own).length === 0
}

function toldOf(granted: Granted, own: string): string {
  const { attempt, merchant } = granted
  if (!merchant) return describeArrival(attempt)
  if (isForNobody(merchant)) return 'tokens without a merchant'
  const problems = grantProblems(granted, own)
  return problems.length === 0 ? 'tokens for the only merchant' : `tokens, but ${problems.join('; ')}`
}
