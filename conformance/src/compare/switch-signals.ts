import type { Generation } from '@mobilepay-oidc/fixtures'
import type { Switches } from '@mobilepay-oidc/mock-server'
import { isObject } from '../run/json-values.ts'
import type { ComparedResult } from './input.ts'

type SwitchName = keyof Switches
type Value = Switches[SwitchName]

/** How one check tells the position of a switch. */
export interface Signal {
  readonly name: SwitchName
  readonly check: string
  /** The generation that has the switch; both where it is left out. */
  readonly generation?: Generation
  /**
   * The position that the result shows; undefined where it shows none.
   * @param other results of other checks of the same run
   */
  read(result: ComparedResult, other: (check: string) => ComparedResult | undefined): Value | undefined
}

const judged = ({ verdict }: ComparedResult) => ['pass', 'info', 'warn', 'known', 'fixed', 'fail'].includes(verdict)
const textOf = ({ actual }: ComparedResult) => JSON.stringify(actual) ?? ''
const says = (result: ComparedResult, words: RegExp) => judged(result) && words.test(textOf(result))

/** Of two positions the one whose words the result has; undefined where it has neither's or both's. */
function either<One extends Value, Other extends Value>(one: One, itsWords: RegExp, other: Other, otherWords: RegExp) {
  return (result: ComparedResult): One | Other | undefined => {
    const [isOne, isOther] = [says(result, itsWords), says(result, otherWords)]
    if (isOne === isOther) return undefined
    return isOne ? one : other
  }
}

function member(result: ComparedResult, name: string): unknown {
  return judged(result) && isObject(result.actual) ? result.actual[name] : undefined
}

/** Whether the API took a token of a consent that was revoked. */
function takenAfterRevocation(name: string): Signal['read'] {
  return (result) => {
    const status = member(result, name)
    if (status === 200) return 'alive-until-exp'
    return status === 401 ? 'refused' : undefined
  }
}

/**
 * The switches of the mock that a check of the suite can tell. A test runs the mock in both positions of each. What no
 * check can tell, a run says nothing about.
 */
export const switchSignals: readonly Signal[] = [
  {
    name: 'standingGrantSkipsConsent',
    check: 'A-54',
    // "accepted" is what older reports say.
    read: either(true, /^"(accepted|a code, and no consent page)/, false, /a consent page in spite/),
  },
  {
    name: 'nonceReplayRefused',
    check: 'A-34',
    read(result) {
      const accepted = member(result, 'accepted')
      return Array.isArray(accepted) ? !accepted.includes('nonce used before') : undefined
    },
  },
  {
    name: 'strictParameters',
    check: 'A-33',
    read: either(false, /a code, and no state/, true, /no state, form_post: error page \(invalid_request/),
  },
  {
    name: 'codeReuse',
    check: 'T-25',
    read(result, other) {
      const refresh = member(result, 'refresh_token')
      // Where no refresh works at all, this one says nothing about the code.
      if (typeof refresh !== 'string' || other('R-01')?.verdict !== 'pass') return undefined
      return refresh.startsWith('200') ? 'refuse' : 'revoke-tokens'
    },
  },
  {
    name: 'responseModesAdvertised',
    check: 'D-11',
    read: either('captured', /^\["query","form_post"\]$/, 'served', /"fragment"/),
  },
  {
    name: 'responseModesServed',
    check: 'A-29',
    read: either(
      'form_post fragment',
      /in the fragment"|^\["no response_mode: /,
      'form_post',
      /response_mode=fragment: error page/,
    ),
  },
  {
    name: 'refreshSlidingLife',
    check: 'R-24',
    read(result) {
      const later = member(result, 'unused for 396 days less a minute')
      const sooner = member(result, 'unused for 364 days')
      if (typeof later !== 'string' || typeof sooner !== 'string' || !sooner.startsWith('200')) return undefined
      return later.startsWith('200') ? '13-months' : '1-year'
    },
  },
  { name: 'accessTokenAfterRevocation', check: 'R-25', read: takenAfterRevocation('apiAtOnce') },
  { name: 'accessTokenAfterRevocation', check: 'P-17', read: takenAfterRevocation('afterRevocation') },
  {
    name: 'ibmHeadersRequired',
    check: 'P-12',
    read(result) {
      if (result.verdict === 'inapplicable') return false
      return says(result, /401 without either of x-ibm-client-id/) ? true : undefined
    },
  },
  {
    name: 'codeVerifierAtRefresh',
    check: 'R-22',
    read(result) {
      if (!judged(result)) return undefined
      return says(result, /no code_verifier: 400/) ? 'required' : 'ignored'
    },
  },
  {
    name: 'consentDenied',
    check: 'A-48',
    read(result) {
      if (result.verdict === 'pass') return 'to-client'
      return says(result, /error page/) ? 'error-page' : undefined
    },
  },
  {
    name: 'scopeSeparator',
    check: 'A-19',
    read(result) {
      const accepted = member(result, 'accepted')
      if (!Array.isArray(accepted)) return undefined
      return accepted.includes('scope parted by commas') ? 'space-or-comma' : 'space'
    },
  },
  {
    name: 'accessTokenTyp2024',
    check: 'T-44',
    generation: '2024',
    read(result) {
      if (!judged(result)) return undefined
      return says(result, /typ is not at\+jwt/) ? 'JWT' : 'at+jwt'
    },
  },
  {
    name: 'tokenResponseScope2018',
    check: 'T-10',
    generation: '2018',
    // An answer with scope can't be told from one that needs none.
    read: (result) => (says(result, /the answer has no scope/) ? 'absent' : undefined),
  },
]
