import { fieldOf } from '../../flow/arrival.ts'
import { randomText } from '../../flow/authorization-request.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeRefusals, sendWrong } from './must-refuse.ts'
import type { Probe, Probed } from './probe.ts'
import { strangerHost } from './redirect-uri-variants.ts'

const codes = [
  'invalid_request',
  'invalid_request_object',
  'invalid_request_uri',
  'request_not_supported',
  'request_uri_not_supported',
]

/** requests by object or address. */
export const requestObjects: CheckDefinition = {
  id: 'A-47',
  title: 'request and request_uri are followed or refused, not passed over',
  spec: 'OIDCC 6.1, 6.2, 3.1.2.6',
  level: 'MUST',
  sandbox: 'unattended',
  async run(context) {
    const inner = randomText()
    const probes: readonly Probe[] = [
      { what: 'request that is no request object', changes: { request: 'not-a-request-object' } },
      { what: 'request without signature', changes: { request: unsignedObject({ state: inner }) } },
      {
        what: 'request without signature, with redirect_uri of a stranger',
        changes: { request: unsignedObject({ redirect_uri: `https://${strangerHost}/callback` }) },
      },
      { what: 'request_uri that leads nowhere', changes: { request_uri: 'https://request.invalid/object' } },
      {
        what: 'request and request_uri',
        changes: { request: 'not-a-request-object', request_uri: 'https://request.invalid/object' },
      },
    ]
    const probed = await sendWrong(context, probes, codes)
    return judgeRefusals(
      context,
      probed.filter((one) => !isFollowed(one, inner)),
      {
        codes,
        expected: `followed, or refused with ${codes.slice(1).join(', ')} or invalid_request`,
        remedy: 'Answer request_not_supported and request_uri_not_supported where you do not follow them.',
      },
    )
  },
}

function unsignedObject(claims: Readonly<Record<string, string>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part(claims)}.`
}

/** Whether the answer has the state that only the object carries. */
function isFollowed({ attempt: { arrival } }: Probed, state: string): boolean {
  return arrival.kind === 'callback' && fieldOf(arrival, 'state') === state
}
