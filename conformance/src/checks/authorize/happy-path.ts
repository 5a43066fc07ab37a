import { describeArrival, fieldOf } from '../../flow/arrival.ts'
import type { Serialize } from '../../flow/authorization-request.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems, untested } from '../outcome.ts'
import { mustAccept } from './must-accept.ts'
import { asksForLogin } from './probe.ts'

const formEncoded: Serialize = (parameters) =>
  new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString()

/** Percent-encodes what need not be, and in lower case: it means the same (RFC 3986 2.1, 6.2.2). */
const needlesslyEncoded: Serialize = (parameters) => {
  const encode = (text: string) =>
    Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return parameters.map(([name, value]) => `${name}=${encode(value)}`).join('&')
}

/** a right request, however it is written. */
export const happyPath: readonly CheckDefinition[] = [
  {
    id: 'A-01',
    title: 'A hybrid request by form_post comes back to redirect_uri with code and ID token',
    spec: 'OIDCC 3.3.2.5',
    level: 'MUST',
    sandbox: 'human-login',
    async run({ flow }) {
      const expected = 'code and id_token posted to redirect_uri'
      const remedy = 'Answer a right request, after login and consent, by a form post to its redirect_uri.'
      const attempt = await flow.once('plain request', (own) => own.attempt())
      const { arrival } = attempt
      if (asksForLogin(attempt) && flow.login().password === undefined)
        return untested('It needs somebody who logs in.')
      if (arrival.kind !== 'callback') {
        const again = asksForLogin(attempt) ? ', although somebody has logged in' : ''
        return judgeProblems([`${describeArrival(attempt)}${again}`], expected, remedy)
      }
      const problems = [
        ...(arrival.where === 'body' ? [] : [`the answer is in the ${arrival.where}, not in a form post`]),
        ...(fieldOf(arrival, 'error') === undefined ? [] : [describeArrival(attempt)]),
        ...['code', 'id_token'].filter((name) => !fieldOf(arrival, name)).map((name) => `${name} is missing`),
      ]
      return judgeProblems(problems, expected, remedy)
    },
  },
  mustAccept({
    id: 'A-02',
    title: 'The request is taken by GET, in every lawful writing of its query',
    spec: 'OIDCC 3.1.2.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: () => [
      { what: 'GET, spaces as %20' },
      { what: 'GET, spaces as +', options: { serialize: formEncoded } },
      { what: 'GET, every character percent-encoded', options: { serialize: needlesslyEncoded } },
    ],
    expected: 'a code for each',
    remedy: 'Take GET, and decode the query as application/x-www-form-urlencoded.',
  }),
  mustAccept({
    id: 'A-03',
    title: 'The request is taken by POST',
    spec: 'OIDCC 3.1.2.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: () => [
      { what: 'POST of a form', options: { method: 'POST' } },
      { what: 'POST, every character percent-encoded', options: { method: 'POST', serialize: needlesslyEncoded } },
      { what: 'POST with a parameter that nobody knows', changes: { extra: 'foobar' }, options: { method: 'POST' } },
      { what: 'POST in another order', options: { method: 'POST', arrange: (pairs) => [...pairs].reverse() } },
      { what: 'POST with state of other characters', changes: { state: `+ %2B&=<'">` }, options: { method: 'POST' } },
    ],
    problemOf: ({ request, arrival }, { request: sent, arrival: plain }) => {
      const stateOf = (answer: typeof arrival) => (answer.kind === 'callback' ? fieldOf(answer, 'state') : undefined)
      const isEchoed = stateOf(arrival) === request.get('state')
      return isEchoed || stateOf(plain) !== sent.get('state') ? undefined : 'state comes back otherwise'
    },
    expected: 'a code for each',
    remedy: 'Take the parameters from the body of a POST too.',
  }),
  mustAccept({
    id: 'A-04',
    title: 'The order of the values of response_type does not matter',
    spec: 'OAuth-MRT 5; RFC 6749 3.1.1',
    level: 'MUST',
    sandbox: 'human-login',
    probes: () => [{ what: 'response_type=id_token code', changes: { response_type: 'id_token code' } }],
    problemOf: ({ arrival }, { arrival: plain }) => {
      const has = (answer: typeof arrival) => answer.kind === 'callback' && fieldOf(answer, 'id_token') !== undefined
      return has(plain) && !has(arrival) ? 'id_token is missing' : undefined
    },
    expected: 'code and id_token',
    remedy: 'Take response_type as a set of values.',
  }),
]
