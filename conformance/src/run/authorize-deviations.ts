import { isObject, words } from './json-values.ts'
import { bothGenerations as both, equals, type KnownDeviation, predicted } from './known-deviation.ts'

const orders = ['alike', 'the right one first', 'the right one last'] as const
const notLast = orders.slice(0, 2)

function twice(names: readonly string[], in_: readonly string[] = orders, suffix = ''): readonly string[] {
  return names.flatMap((name) => in_.map((order) => `${name} twice, ${order}${suffix}`))
}

/**
 * Some of these were taken, and nothing else: fewer is nearer to the specification, and a client may have less to try.
 * @param otherwise refusals with codes that the check does not ask for
 */
function accepts(taken: readonly string[], otherwise: readonly string[] = []): KnownDeviation['matches'] {
  return (actual) =>
    isObject(actual) &&
    isSomeOf(taken, actual.accepted) &&
    (actual.otherwise === undefined || isSomeOf(otherwise, actual.otherwise))
}

/** Whether the value is a list of some of these, one at least. */
function isSomeOf(all: readonly string[], value: unknown): boolean {
  const some = words(value)?.map((word) => word.replace(/ \(\d+\)$/, '')) ?? []
  return some.length > 0 && some.every((word) => all.includes(word))
}

/** Values that both generations can join or pick from without harm. */
const freeText = ['state', 'nonce', 'code_challenge']

/** What the checks of the authorization endpoint are expected to find. */
export const authorizeDeviations: readonly KnownDeviation[] = [
  predicted({
    id: 'DEV-14',
    check: 'A-14',
    generations: both,
    reason: 'Redirect URIs are compared without regard to letter case, and exactly otherwise.',
    matches: accepts(['scheme', 'host', 'path'].map((part) => `redirect_uri ${part} in other letter case`)),
  }),
  predicted({
    id: 'DEV-15',
    check: 'A-22',
    generations: ['2024'],
    reason: 'Values of a repeated parameter are joined with a comma, so state, nonce and code_challenge pass.',
    matches: accepts(twice(freeText), [
      ...twice(['client_id'], orders, ': refused with unauthorized_client'),
      ...twice(['response_type', 'response_mode'], orders, ': refused with unsupported_response_type'),
      ...twice(['scope'], orders, ': refused with invalid_scope'),
    ]),
  }),
  predicted({
    id: 'DEV-15',
    check: 'A-22',
    generations: ['2018'],
    reason: 'Of a repeated parameter the first value counts.',
    matches: accepts(
      [
        ...twice(freeText),
        ...twice(['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope'], notLast),
        ...twice(['code_challenge_method', 'merchant_vat'], notLast),
      ],
      [
        ...twice(['client_id', 'redirect_uri'], orders.slice(2), ': refused with unauthorized_client'),
        ...twice(['response_type', 'response_mode'], orders.slice(2), ': refused with unsupported_response_type'),
        ...twice(['scope'], orders.slice(2), ': refused with invalid_scope'),
      ],
    ),
  }),
  predicted({
    id: 'DEV-07',
    check: 'A-27',
    generations: both,
    reason: 'The length of code_challenge is looked at, its characters are not.',
    matches: accepts(
      ['spaces', 'plus signs', 'slashes', 'padding', 'quotation marks', 'umlauts'].map(
        (name) => `code_challenge with ${name}`,
      ),
    ),
  }),
  predicted({
    id: 'DEV-23',
    check: 'A-41',
    generations: both,
    reason: 'id_token_hint is not looked at by the authorization endpoint.',
    matches: (actual) =>
      isObject(actual) &&
      actual.id_token_hint === 'a code' &&
      isSomeOf(
        ['no token', 'signed wrongly', "another user's"].map((what) => `id_token_hint that is ${what}`),
        actual.accepted,
      ),
  }),
  predicted({
    id: 'DEV-23',
    check: 'A-45',
    generations: ['2018'],
    reason: 'A prompt of several values is unknown, and unknown values are passed over.',
    matches: accepts(
      ['none login', 'login none', 'none consent', 'none select_account', 'consent login none'].map(
        (prompt) => `prompt=${prompt}`,
      ),
    ),
  }),
  predicted({
    id: 'DEV-26',
    check: 'A-47',
    generations: ['2018'],
    reason: 'request_uri is not looked at.',
    matches: accepts(['request_uri that leads nowhere']),
  }),
  predicted({
    id: 'DEV-04',
    check: 'A-49',
    generations: both,
    reason: 'A wrong request ends on the error page, also where client and redirect_uri are right.',
    matches: (actual) =>
      isObject(actual) &&
      equals([])(actual.elsewhere) &&
      isSomeOf(['unknown scope', 'unknown response_type', 'no nonce', 'code_challenge_method=unknown'], actual.onPage),
  }),
]
