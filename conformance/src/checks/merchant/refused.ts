import { describeArrival } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import type { AttemptOptions } from '../../flow/flow.ts'
import { crashOf } from '../authorize/probe.ts'
import type { CheckDefinition, Level, SandboxClass } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { forcedChoice } from './forced-choice.ts'
import { completed, isRefusedInOrder, ownVat } from './granted.ts'

/** Values by what reports call them: the numbers themselves are the merchant's. */
export type Values = Readonly<Record<string, string | readonly string[]>>

interface RefusedRow {
  readonly id: string
  readonly title: string
  readonly spec?: string
  readonly level: Level
  readonly sandbox: SandboxClass
  /** The values to refuse, made of a number that is right. */
  readonly values: (vat: string, context: CheckContext) => Values
  readonly remedy: string
  /** What is asked besides, of mocks. */
  readonly elsewhere?: (context: CheckContext, wrong: Values) => Promise<readonly string[]>
}

const characters = (vat: string) => ({ country: vat.slice(0, 2), digits: vat.slice(2) })
const fullWidth = (digits: string) => digits.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
const arabicIndic = (digits: string) => digits.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))

const rows: readonly RefusedRow[] = [
  {
    id: 'M-06',
    title: 'merchant_vat of another country, or of none, is refused',
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Take DK and FI alone.',
    values(vat) {
      const { digits } = characters(vat)
      const countries = ['SE', 'NO', 'XX', 'GB', 'D', 'K', 'DKK', 'DKFI', 'KD', 'DI']
      return {
        ...Object.fromEntries(countries.map((country) => [`${country} and eight digits`, `${country}${digits}`])),
        'eight digits alone': digits,
        'eight digits and the country behind them': `${digits}${vat.slice(0, 2)}`,
      }
    },
  },
  {
    id: 'M-07',
    title: 'merchant_vat with fewer or more than eight digits is refused',
    level: 'MUST',
    sandbox: 'unattended',
    remedy: 'Ask for eight digits.',
    values(vat) {
      const { country, digits } = characters(vat)
      return {
        'no digits': country,
        'one digit': `${country}${digits.slice(0, 1)}`,
        'seven digits, the last one missing': vat.slice(0, -1),
        'seven digits, the first one missing': `${country}${digits.slice(1)}`,
        'nine digits, one more behind': `${vat}0`,
        'nine digits, one more before': `${country}0${digits}`,
        'sixteen digits': `${vat}${digits}`,
        'a letter for the last digit': `${vat.slice(0, -1)}A`,
        'a letter behind the digits': `${vat}A`,
        '300 digits': `${country}${'0'.repeat(300)}`,
      }
    },
  },
  {
    id: 'M-08',
    title: 'merchant_vat with spaces, hyphens, line ends, digits of other scripts or a second number is refused',
    level: 'SHOULD',
    sandbox: 'unattended',
    remedy: 'Compare the whole value with the form, and take the digits 0 to 9 alone.',
    values(vat) {
      const { country, digits } = characters(vat)
      return {
        'a space after the country': `${country} ${digits}`,
        'a hyphen after the country': `${country}-${digits}`,
        'spaces between the digits': `${country}${digits.replace(/(..)(?=.)/g, '$1 ')}`,
        'a space in front': ` ${vat}`,
        'a space behind': `${vat} `,
        'a tab behind': `${vat}\t`,
        'a line feed behind': `${vat}\n`,
        'a line feed in front': `\n${vat}`,
        'carriage return and line feed behind': `${vat}\r\n`,
        'a second line': `${vat}\nx`,
        'a line before': `x\n${vat}`,
        'a full stop between the digits': `${country}${digits.slice(0, 4)}.${digits.slice(4)}`,
        'a no-break space after the country': `${country}\u00a0${digits}`,
        'a no-break space in front': `\u00a0${vat}`,
        'a no-break space behind': `${vat}\u00a0`,
        'a zero-width space after the country': `${country}\u200b${digits}`,
        'a byte order mark in front': `\ufeff${vat}`,
        'full-width digits': `${country}${fullWidth(digits)}`,
        'Arabic-Indic digits': `${country}${arabicIndic(digits)}`,
        'full-width letters': `${fullWidthLetters(country)}${digits}`,
        'a comma and a second number behind': `${vat},${country}00000000`,
        'a second number and a comma in front': `${country}00000000,${vat}`,
      }
    },
  },
  {
    id: 'M-11',
    title: 'merchant_vat of a merchant that the user may not act for brings no code',
    spec: 'MP docs; RFC 9700 2.3',
    level: 'MUST',
    sandbox: 'human-login',
    elsewhere: byOtherWays,
    remedy: 'After login, refuse every number that is not among the merchants of the user.',
    values(vat, { target }) {
      const { country } = characters(vat)
      const { lab } = target
      return {
        'a merchant_vat that no merchant has': `${country}00000000`,
        'another merchant_vat that no merchant has': `${country}99999999`,
        ...neighbours(vat),
        'the own digits under the other country': `${country === 'DK' ? 'FI' : 'DK'}${vat.slice(2)}`,
        ...(lab?.severalMerchants.merchantVat && { 'merchant_vat of another user': lab.severalMerchants.merchantVat }),
        ...(lab && { 'merchant_vat of another user’s second merchant': lab.severalMerchants.otherVat }),
        ...(lab?.otherCountry.merchantVat && {
          'merchant_vat of a user of the other country': lab.otherCountry.merchantVat,
        }),
      }
    },
  },
]

/** M-06 to M-08, M-11: numbers for which there is no code. */
export const refused: readonly CheckDefinition[] = [...rows.map(refusedCheck), repeated()]

function refusedCheck({ values, remedy, elsewhere, spec = 'MP docs', ...row }: RefusedRow): CheckDefinition {
  return {
    ...row,
    spec,
    async run(context) {
      const wrong = values(ownVat(context), context)
      const problems = await takenOf(context, wrong)
      const others = context.target.lab ? await elsewhere?.(context, wrong) : []
      return judgeProblems([...problems, ...(others ?? [])], 'an error, and no code', remedy)
    },
  }
}

/** Numbers that are nearly right. Their check digit is not, so no merchant has them. */
function neighbours(vat: string): Values {
  const other = (digit: string) => String((Number(digit) + 1) % 10)
  return {
    'the own number but for the last digit': `${vat.slice(0, -1)}${other(vat.slice(-1))}`,
    'the own number but for the first digit': `${vat.slice(0, 2)}${other(vat.charAt(2))}${vat.slice(3)}`,
  }
}

/** RFC 6749 3.1: what the provider makes of two numbers is anybody's guess. */
function repeated(): CheckDefinition {
  return {
    id: 'M-10',
    title: 'merchant_vat sent twice is refused',
    spec: 'RFC 6749 3.1',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const own = ownVat(context)
      const another = context.target.lab?.severalMerchants.merchantVat ?? `${own.slice(0, 2)}00000000`
      const problems = await takenOf(context, {
        'merchant_vat twice, alike': [own, own],
        'merchant_vat twice, the own one first': [own, another],
        'merchant_vat twice, the own one last': [another, own],
      })
      return judgeProblems(problems, 'an error, and no code', 'Refuse a repeated parameter with invalid_request.')
    },
  }
}

/** The same number by other ways, where tries cost nothing: silently, by POST, by fragment, after a login, and as a choice. */
async function byOtherWays(context: CheckContext, wrong: Values): Promise<readonly string[]> {
  const ways: readonly { readonly how: string; readonly changes: Changes; readonly options: AttemptOptions }[] = [
    { how: 'prompt=none', changes: { prompt: 'none' }, options: {} },
    { how: 'by POST', changes: {}, options: { method: 'POST' } },
    { how: 'response_mode=fragment', changes: { response_mode: 'fragment' }, options: {} },
    { how: 'in a session of its own', changes: {}, options: { browser: context.flow.browser(), visits: true } },
  ]
  const problems: string[] = []
  for (const { how, changes, options } of ways) {
    const named = Object.fromEntries(Object.entries(wrong).map(([what, vat]) => [`${what}, ${how}`, vat]))
    problems.push(...(await takenOf(context, named, changes, options)))
  }
  return [...problems, ...(await forcedChoice(context))]
}

/** The values that were not refused in good order, and what became of them. */
async function takenOf(
  { flow }: CheckContext,
  values: Values,
  changes: Changes = {},
  options: AttemptOptions = {},
): Promise<readonly string[]> {
  const taken: string[] = []
  for (const [what, merchant_vat] of Object.entries(values)) {
    const attempt = completed(await flow.attempt({ ...changes, merchant_vat }, options))
    if (isRefusedInOrder({ attempt })) continue
    const crash = crashOf(attempt)
    taken.push(`${what}: ${crash === undefined ? describeArrival(attempt) : `the server failed with ${crash}`}`)
  }
  return taken
}

function fullWidthLetters(letters: string): string {
  return [...letters].map((letter) => String.fromCodePoint(0xff21 + letter.charCodeAt(0) - 0x41)).join('')
}
