import { challengeOf, randomText } from '../../flow/authorization-request.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judge } from '../outcome.ts'
import { judgeRefusals, mustRefuse, sendWrong } from './must-refuse.ts'
import { everyWay, isTaken, refusalOf, sendAll } from './probe.ts'

const codes = ['invalid_request']
const withoutChallenge = { code_challenge: undefined, code_challenge_method: undefined }
const challengeOfLength = (length: number) => 'a'.repeat(length)

/** PKCE at the authorization endpoint. */
export const pkce: readonly CheckDefinition[] = [
  {
    id: 'A-24',
    title: 'A request without code_challenge is refused',
    spec: 'RFC 7636 4.4.1; MP docs',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const probes = [
        { what: 'no code_challenge', changes: { code_challenge: undefined } },
        { what: 'code_challenge empty', changes: { code_challenge: '' } },
        { what: 'no code_challenge and no code_challenge_method', changes: withoutChallenge },
        ...everyWay({ what: 'no code_challenge', changes: withoutChallenge }),
      ]
      const probed = await sendWrong(context, probes, codes)
      if (!context.environment && probed.some(({ attempt }) => isTaken(attempt))) {
        return inapplicable('The provider does not ask this client for PKCE; MobilePay alone must.')
      }
      return judgeRefusals(context, probed, {
        codes,
        expected: 'an error page, or invalid_request',
        remedy: 'Ask every client for PKCE.',
      })
    },
  },
  mustRefuse({
    id: 'A-25',
    title: 'code_challenge_method plain, or none, is refused',
    spec: 'RFC 7636 4.3, 7.2; RFC 9700 2.1.1',
    level: 'SHOULD',
    sandbox: 'unattended',
    probes: () => [
      { what: 'code_challenge_method=plain', changes: { code_challenge_method: 'plain' } },
      { what: 'no code_challenge_method', changes: { code_challenge_method: undefined } },
      { what: 'code_challenge_method empty', changes: { code_challenge_method: '' } },
    ],
    codes,
    expected: 'an error page, or invalid_request',
    remedy: 'Take S256 alone: a plain challenge shows the verifier to whoever sees the request.',
  }),
  {
    id: 'A-26',
    title: 'code_challenge has 43 to 128 characters',
    spec: 'RFC 7636 4.2; MP docs',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const probe = (length: number) => {
        return { what: `code_challenge of ${length}`, changes: { code_challenge: challengeOfLength(length) } }
      }
      const wrong = await sendWrong(context, [1, 42, 129, 1000].map(probe), codes)
      // S256 gives 43 characters, so others may refuse more; MobilePay's documents say 128.
      const right = await sendAll(context, (context.environment ? [43, 128] : [43]).map(probe))
      const expected = '43 and 128 taken, 42 and 129 refused with invalid_request'
      const remedy = 'Take challenges of 43 to 128 characters, and no others.'
      const refused = right.flatMap(({ what, attempt }) => {
        const refusal = refusalOf(attempt)
        return refusal === undefined ? [] : [`${what}: ${refusal}`]
      })
      if (refused.length > 0) return judge(false, { expected, remedy, actual: refused })
      return judgeRefusals(context, wrong, { codes, expected, remedy })
    },
  },
  mustRefuse({
    id: 'A-27',
    title: 'A code_challenge with illegal characters is refused',
    spec: 'RFC 7636 4.2',
    level: 'SHOULD',
    sandbox: 'unattended',
    probes: () =>
      Object.entries({
        spaces: ' ',
        'plus signs': '+',
        slashes: '/',
        padding: '=',
        'quotation marks': '"',
        umlauts: 'ä',
      }).map(([name, character]) => {
        const challenge = challengeOf(randomText())
        const changed = `${challenge.slice(0, 20)}${character}${challenge.slice(21)}`
        return { what: `code_challenge with ${name}`, changes: { code_challenge: changed } }
      }),
    codes,
    expected: 'an error page, or invalid_request',
    remedy: 'Take unreserved characters alone: letters, digits, hyphen, full stop, underscore, tilde.',
  }),
  mustRefuse({
    id: 'A-28',
    title: 'An unknown code_challenge_method is refused with invalid_request',
    spec: 'RFC 7636 4.4.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: () =>
      ['S512', 'unknown', 's256', 'none', 'S256 plain', 'S256,plain'].map((method) => ({
        what: `code_challenge_method=${method}`,
        changes: { code_challenge_method: method },
      })),
    codes,
    expected: 'an error page, or invalid_request',
    remedy: 'Refuse a transformation that you do not support.',
  }),
]
