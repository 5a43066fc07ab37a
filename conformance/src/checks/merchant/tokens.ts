import type { AttemptOptions, Flow } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { Target } from '../../subjects/target.ts'
import { isTaken } from '../authorize/probe.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, OutcomeSignal, skip } from '../outcome.ts'
import { type Granted, grant, grantProblems, ownVat, redeemed, wasAsked } from './granted.ts'
import { changeProblems, isOfAnother, isSameId, seeMerchant } from './merchant-seen.ts'

/** M-12 to M-15: whose the tokens are. */
export const tokens: readonly CheckDefinition[] = [
  {
    id: 'M-12',
    title: 'Tokens are for the merchant that merchant_vat names',
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const own = ownVat(context)
      const { flow, target } = context
      const granted = await grant(flow, target, { merchant_vat: own })
      const problems = named('merchant_vat of the only merchant', granted, own)
      const second = target.lab ? await onlySecond(flow, target) : []
      return judgeProblems(
        [...problems, ...second],
        'merchants/me and the access token tell of the merchant that was asked for',
        'Put the merchant of merchant_vat into the tokens.',
      )
    },
  },
  {
    id: 'M-13',
    title: 'A second merchant_vat in the same session brings tokens for the second merchant',
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      ownVat(context)
      const { vats, first, second } = await bothMerchants(context)
      const others = await byOtherWays(context)
      const ids = [first, second].map(({ merchant }) => merchant?.apiId ?? merchant?.claimId)
      const isSame = ids[0] !== undefined && ids[0] === ids[1]
      return judgeProblems(
        [
          ...named('the first merchant_vat', first, vats[0]),
          ...named('the second merchant_vat', second, vats[1]),
          ...(isSame ? ['the second merchant_vat: the tokens are for the first merchant'] : []),
          ...others,
        ],
        'tokens for each of the two merchants, one after the other',
        'Let merchant_vat of each request decide, not what the session or the consent remembers.',
      )
    },
  },
  {
    id: 'M-14',
    title: 'A refresh stays with the merchant',
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      ownVat(context)
      const { flow, target } = context
      const problems = await refreshProblems(context, 'a user with one merchant', {})
      if (target.lab) {
        const { severalMerchants, reuse } = target.lab
        const login = { ...severalMerchants, merchantVat: severalMerchants.otherVat }
        problems.push(
          ...(await refreshProblems(context, 'a second merchant', { login, browser: flow.browser(), visits: true })),
        )
        problems.push(
          ...(await refreshProblems(context, 'a refresh token that is used again and again', { login: reuse })),
        )
      }
      return judgeProblems(
        problems,
        'the merchant of the first tokens, after each of two refreshes',
        'Take the merchant of the consent that the refresh token belongs to.',
      )
    },
  },
  {
    id: 'M-15',
    title: 'A token for one merchant opens nothing of another',
    spec: 'MP docs; RFC 9700 2.3',
    level: 'MUST',
    sandbox: 'destructive',
    run: apart,
  },
]

/** The second of two merchants, in a session of its own. */
async function onlySecond(flow: Flow, target: Target): Promise<readonly string[]> {
  const { severalMerchants: login } = flow.lab()
  const merchant_vat = login.otherVat
  const granted = await grant(flow, target, { merchant_vat }, { login, browser: 'new', visits: true })
  return named('merchant_vat of the second of two merchants', granted, merchant_vat)
}

function named(what: string, granted: Granted, vat: string): readonly string[] {
  const asked = wasAsked(granted) ? ['the user was asked to choose all the same'] : []
  return [...grantProblems(granted, vat), ...asked].map((problem) => `${what}: ${problem}`)
}

interface BothMerchants {
  readonly vats: readonly [first: string, second: string]
  readonly first: Granted
  readonly second: Granted
}

/** Both merchants of one user, one after the other in one session; made anew, since tokens expire. */
async function bothMerchants({ flow, target }: CheckContext): Promise<BothMerchants> {
  const { severalMerchants: login } = flow.lab()
  const vats = [login.merchantVat ?? '', login.otherVat] as const
  const options = { login, browser: flow.browser(), visits: true }
  const first = await grant(flow, target, { merchant_vat: vats[0] }, options)
  return { vats, first, second: await grant(flow, target, { merchant_vat: vats[1] }, options) }
}

/** The number decides however it comes, and however the answer goes. */
async function byOtherWays({ flow, target }: CheckContext): Promise<readonly string[]> {
  const { severalMerchants: login } = flow.lab()
  const session = { login, browser: flow.browser(), visits: true } as const
  const ways = [
    { how: 'by POST', changes: {}, options: { method: 'POST' } as const },
    { how: 'response_mode=fragment', changes: { response_mode: 'fragment' }, options: {} },
  ]
  const problems: string[] = []
  for (const { how, changes, options } of ways) {
    for (const vat of [login.otherVat, login.merchantVat ?? '']) {
      const granted = await grant(flow, target, { ...changes, merchant_vat: vat }, { ...session, ...options })
      problems.push(...named(`merchant_vat ${how}`, granted, vat))
    }
  }
  for (const vat of [login.otherVat, login.merchantVat ?? '']) {
    const silent = await flow.attempt({ prompt: 'none', merchant_vat: vat }, session)
    if (!isTaken(silent)) continue
    const granted = await redeemed(flow, target, silent, session)
    problems.push(...named('merchant_vat with prompt=none', granted, vat))
  }
  return [...new Set(problems)]
}

/** Two refreshes, each beside the first tokens. */
async function refreshProblems(
  { flow, target }: CheckContext,
  whose: string,
  options: AttemptOptions,
): Promise<string[]> {
  const { merchant: before, tokens: first } = await grant(flow, target, {}, options)
  if (!first?.refreshToken || !before) throw new OutcomeSignal(skip('There are no tokens to refresh (M-12, T-09).'))
  const problems: string[] = []
  let last: TokenAnswer = first
  for (const which of ['first', 'second']) {
    last = await flow.refresh(last.refreshToken ?? first.refreshToken, {}, options)
    if (!isIssued(last))
      throw new OutcomeSignal(skip(`A refresh was answered with ${describeTokenAnswer(last)} (R-01).`))
    const after = await seeMerchant(flow, target, last.accessToken)
    problems.push(...changeProblems(before, after).map((problem) => `${whose}, ${which} refresh: ${problem}`))
  }
  return problems
}

/** What belongs to a merchant is asked for with the token of another merchant of the same user. */
async function apart(context: CheckContext) {
  ownVat(context)
  const { flow, target } = context
  if (target.apiUrl === undefined) return inapplicable('The suite knows no API of this subject.')
  const { first, second } = await bothMerchants(context)
  const [one, other] = [first.merchant?.apiId, second.merchant?.apiId]
  if (one === undefined || other === undefined) return skip('There are no tokens for two merchants (M-13).')
  const problems = isSameId(one, other) ? ['merchants/me tells the same merchant for the tokens of two'] : []
  const isStrange = [first, second].some(({ merchant }) => merchant && isOfAnother(merchant))
  if (isStrange) problems.push('merchants/me tells another merchant than merchant_id of the token')
  for (const path of [`${other}/invoiceissuers`, other]) {
    const url = target.apiUrl.replace(/me$/, path)
    const { status } = await flow.api(first.tokens?.accessToken, { url })
    if (status < 400) problems.push(`merchants/ID${path.slice(other.length)} of the other merchant answered ${status}`)
  }
  return judge(problems.length === 0, {
    expected: 'each token its own merchant, and 401, 403 or 404 for what is another’s',
    actual: problems.length === 0 ? 'each token its own merchant' : problems,
    remedy: 'Compare the merchant in the address with that of the token at every request.',
  })
}
