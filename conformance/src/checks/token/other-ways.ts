import { randomText } from '../../flow/authorization-request.ts'
import type { EndpointRequest, Flow } from '../../flow/flow.ts'
import { tokenAnswer } from '../../flow/tokens.ts'
import type { Pairs } from '../../subjects/http.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import { formWithUnknownCode, type Probe } from './probe.ts'

/** What a provider may say that did not look at the code: anything but that it is wrong. */
const unread = ['invalid_request', 'invalid_client', 'unsupported_grant_type'] as const

function otherWay(what: string, request: (flow: Flow) => EndpointRequest): Probe {
  return {
    what,
    errors: unread,
    send: async (flow) => tokenAnswer(await flow.send('token_endpoint', request(flow))),
  }
}

function pairs(flow: Flow): Pairs {
  return Object.entries(formWithUnknownCode(flow)).map(([name, value]) => [name, String(value)])
}

type Credentials = Pick<AutomaticLogin, 'clientId' | 'clientSecret'>

/** The credentials go by header, so that no address carries them: who reads the rest says that the code is wrong. */
export function basic({ clientId, clientSecret }: Credentials): Readonly<Record<string, string>> {
  const encoded = [clientId, clientSecret].map(encodeURIComponent).join(':')
  return { authorization: `Basic ${Buffer.from(encoded).toString('base64')}` }
}

function ownCredentials(flow: Flow): Pairs {
  const { clientId, clientSecret } = flow.login()
  return [
    ['client_id', clientId],
    ['client_secret', clientSecret],
  ]
}

const refreshing: Pairs = [
  ['grant_type', 'refresh_token'],
  ['refresh_token', 'no-such-refresh-token'],
]

export const byMethod: readonly Probe[] = [
  otherWay('by GET, to refresh', (flow) => ({ method: 'GET', query: refreshing, headers: basic(flow.login()) })),
  otherWay('by GET', (flow) => ({ method: 'GET', query: pairs(flow), headers: basic(flow.login()) })),
  otherWay('by PUT', (flow) => ({ method: 'PUT', form: pairs(flow), headers: basic(flow.login()) })),
]

export const inJson: readonly Probe[] = ['application/json', 'application/json; charset=utf-8'].map((type) =>
  otherWay(`as ${type}`, (flow) => ({
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(Object.fromEntries([...ownCredentials(flow), ...pairs(flow)])),
  })),
)

const boundary = 'conformance-boundary'

/** Forms that are not the one that RFC 6749 asks for. */
export const otherForms: readonly Probe[] = [
  otherWay('as multipart/form-data', (flow) => ({
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: [...ownCredentials(flow), ...pairs(flow)]
      .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .concat(`--${boundary}--\r\n`)
      .join(''),
  })),
  otherWay('as text/plain', (flow) => ({
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: new URLSearchParams(Object.fromEntries([...ownCredentials(flow), ...pairs(flow)])).toString(),
  })),
]

/** A good code in the query, behind which nobody is to find it. */
export const codeInQuery: Probe = {
  what: 'a good code in the query',
  errors: [...unread, 'invalid_grant', 'unauthorized_client'],
  async send(flow) {
    const { attempt, code } = await flow.code()
    const redirectUri = attempt.request.get('redirect_uri') ?? ''
    const query: Pairs = [
      ['code', code],
      ['redirect_uri', redirectUri],
      ['code_verifier', attempt.request.codeVerifier],
    ]
    const form: Pairs = [['grant_type', 'authorization_code'], ...ownCredentials(flow)]
    return tokenAnswer(await flow.send('token_endpoint', { method: 'POST', query, form }))
  },
}

/** @param isLab whether the true credentials may stand in an address; elsewhere made-up ones do */
export function credentialsInQuery(isLab: boolean): readonly Probe[] {
  const credentials = (flow: Flow): Pairs =>
    isLab
      ? ownCredentials(flow)
      : [
          ['client_id', 'no-such-client'],
          ['client_secret', randomText()],
        ]
  const secretAlone = (flow: Flow) => credentials(flow).filter(([name]) => name === 'client_secret')
  return [
    otherWay('client_id and client_secret in the query', (flow) => ({
      method: 'POST',
      query: credentials(flow),
      form: pairs(flow),
    })),
    otherWay('client_secret alone in the query', (flow) => ({
      method: 'POST',
      query: secretAlone(flow),
      form: [['client_id', flow.login().clientId], ...pairs(flow)],
    })),
  ]
}
