import { fieldOf } from '../../flow/arrival.ts'
import { words } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { mustRefuse } from './must-refuse.ts'
import { asksForLogin, crashOf, everyWay, isTaken, type Probe, sendAll } from './probe.ts'

const unsupported = ['unsupported_response_type', 'invalid_request'] as const

/** Types that exist; a client that is registered for the hybrid flow may use none of them at MobilePay. */
const otherTypes = ['code', 'token', 'id_token', 'none', 'code token', 'id_token token', 'code id_token token']

/** what a request cannot do without. */
export const responseType: readonly CheckDefinition[] = [
  mustRefuse({
    id: 'A-05',
    title: 'A request without response_type is refused',
    spec: 'RFC 6749 3.1.1, 4.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: () => [
      { what: 'no response_type', changes: { response_type: undefined } },
      { what: 'response_type empty', changes: { response_type: '' } },
    ],
    codes: unsupported,
    expected: 'an error page, or unsupported_response_type or invalid_request',
    remedy: 'Refuse a request that does not say what it wants.',
  }),
  mustRefuse({
    id: 'A-06',
    title: 'A response_type that is not supported is refused',
    spec: 'RFC 6749 4.1.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    async probes(context) {
      const offered = words((await context.document()).response_types_supported) ?? []
      const foreign = otherTypes.filter((type) => context.environment !== undefined || !offered.includes(type))
      const made = ['unknown', 'code unknown', 'code id_token unknown', 'CODE ID_TOKEN', 'code,id_token']
      return [...made, ...foreign].map((type): Probe => {
        return { what: `response_type=${type}`, changes: { response_type: type } }
      })
    },
    codes: [...unsupported, 'unauthorized_client'],
    expected: 'an error page, or unsupported_response_type, invalid_request or unauthorized_client',
    remedy: 'Refuse every response_type that the document does not offer or the client may not use.',
  }),
  mustRefuse({
    id: 'A-07',
    title: 'A hybrid request without nonce is refused',
    spec: 'OIDCC 3.3.2.11, 3.2.2.1',
    level: 'MUST',
    sandbox: 'unattended',
    probes: () => [
      { what: 'no nonce', changes: { nonce: undefined } },
      { what: 'nonce empty', changes: { nonce: '' } },
      ...everyWay({ what: 'no nonce', changes: { nonce: undefined } }),
    ],
    codes: ['invalid_request'],
    expected: 'an error page, or invalid_request',
    remedy: 'Ask for nonce wherever an ID token comes through the browser.',
  }),
  {
    id: 'A-08',
    title: 'A request without openid in its scope gets no ID token',
    spec: 'OIDCC 3.1.2.2',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const rest = context.flow.login().scopes.filter((scope) => scope !== 'openid')
      const probed = await sendAll(context, [
        { what: 'scope without openid', changes: { scope: rest.join(' ') } },
        { what: 'scope with OPENID', changes: { scope: ['OPENID', ...rest].join(' ') } },
        { what: 'no scope', changes: { scope: undefined } },
        { what: 'scope empty', changes: { scope: '' } },
      ])
      const problems = probed.flatMap(({ what, attempt }) => {
        const { arrival } = attempt
        const crash = crashOf(attempt)
        if (crash !== undefined) return [`${what}: ${crash}`]
        if (asksForLogin(attempt) && context.environment) return [`${what}: not refused`]
        if (!isTaken(attempt) || arrival.kind !== 'callback') return []
        if (fieldOf(arrival, 'id_token') !== undefined) return [`${what}: an ID token is issued`]
        return context.environment ? [`${what}: a code is issued`] : []
      })
      return judgeProblems(problems, 'a refusal, or an answer without ID token', 'Refuse a scope without openid.')
    },
  },
]
