import { challengeOf, randomText } from '../../flow/authorization-request.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { mustAccept } from './must-accept.ts'
import { mustRefuse } from './must-refuse.ts'
import type { Probe } from './probe.ts'

/** parameters in general. */
export const parameters: readonly CheckDefinition[] = [
  mustAccept({
    id: 'A-21',
    title: 'Unknown parameters are passed over, and known ones without a value',
    spec: 'RFC 6749 3.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: () => [
      { what: 'extra=foobar', changes: { extra: 'foobar' } },
      { what: 'extra empty', changes: { extra: '' } },
      { what: 'utm_source and x-trace.id', changes: { utm_source: 'newsletter', 'x-trace.id': '1' } },
      { what: 'extra with markup', changes: { extra: '<b>"&amp;\'</b>' } },
      { what: 'prompt empty', changes: { prompt: '' } },
      { what: 'max_age empty', changes: { max_age: '' } },
    ],
    expected: 'a code for each',
    remedy: 'Pass over parameters that you do not know, and those that are empty.',
  }),
  mustRefuse({
    id: 'A-22',
    title: 'A repeated parameter is refused with invalid_request',
    spec: 'RFC 6749 3.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: repetitions,
    codes: ['invalid_request'],
    expected: 'an error page, or invalid_request, for every parameter that is sent twice',
    remedy: 'Refuse a request that includes a parameter more than once, whichever value comes first.',
  }),
  mustAccept({
    id: 'A-23',
    title: 'The order of parameters does not matter',
    spec: 'RFC 6749 3.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: () => [
      { what: 'parameters reversed', options: { arrange: (pairs) => [...pairs].reverse() } },
      {
        what: 'parameters in the order of the alphabet',
        options: { arrange: (pairs) => [...pairs].sort(([one], [other]) => one.localeCompare(other)) },
      },
      {
        what: 'parameters from the middle on',
        options: { arrange: (pairs) => [...pairs.slice(pairs.length / 2), ...pairs.slice(0, pairs.length / 2)] },
      },
    ],
    expected: 'a code for each',
    remedy: 'Look parameters up by name.',
  }),
]

/** Each parameter twice: with the same value, and with another one before and after the right one. */
function repetitions({ flow }: CheckContext): readonly Probe[] {
  const { clientId, redirectUri, scopes, merchantVat } = flow.login()
  const values: Readonly<Record<string, readonly [right: string, other: string] | undefined>> = {
    client_id: [clientId, 'nobody-knows-this-client'],
    redirect_uri: [redirectUri, 'https://attacker.example/callback'],
    response_type: ['code id_token', 'unknown'],
    response_mode: ['form_post', 'unknown'],
    scope: [scopes.join(' '), 'scope-that-nobody-knows'],
    state: [randomText(), randomText()],
    nonce: [randomText(), randomText()],
    code_challenge: [challengeOf(randomText()), challengeOf(randomText())],
    code_challenge_method: ['S256', 'unknown'],
    merchant_vat: merchantVat === undefined ? undefined : [merchantVat, 'unknown'],
  }
  return Object.entries(values).flatMap(([name, pair]) => {
    if (!pair) return []
    const [right, other] = pair
    // A nonce may be taken once, so each request has a nonce of its own.
    const fresh = name === 'nonce' ? `${right}-2` : right
    return [
      { what: `${name} twice, alike`, changes: { [name]: [right, right] } },
      { what: `${name} twice, the right one first`, changes: { [name]: [fresh, other] } },
      {
        what: `${name} twice, the right one last`,
        changes: { [name]: [other, name === 'nonce' ? `${right}-3` : right] },
      },
    ]
  })
}
