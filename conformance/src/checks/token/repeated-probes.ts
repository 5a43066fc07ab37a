import { type Changes, randomText } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import { harmless, invalidRequest, type Probe, unknownCode } from './probe.ts'

const other = 'https://other.example/callback'

/** Parameters of which a second value stands beside the right one. */
export const repeatedParameters: readonly Probe[] = [
  repeated('grant_type', () => ['authorization_code', 'urn:example:no-such-grant']),
  repeated('code', () => [unknownCode(), unknownCode()]),
  repeated('redirect_uri', (flow) => [flow.login().redirectUri, other]),
  repeated('code_verifier', () => [randomText(), randomText()]),
  repeated('client_id', (flow) => [flow.login().clientId, 'another-client']),
  repeated('client_secret', (flow) => [flow.login().clientSecret, randomText()]),
]

function repeated(name: string, values: (flow: Flow) => readonly string[]): Probe {
  return harmless(`${name} twice`, invalidRequest, (flow) => ({ [name]: values(flow) }))
}

interface Right {
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string
}

/** A repeated parameter beside a good code: whichever value counted, the request is to be refused. */
export const repeatedWithGoodCode: readonly Probe[] = [
  withGoodCode('a good code, then another', ({ code }) => ({ code: [code, 'another-code'] })),
  withGoodCode('another code, then a good one', ({ code }) => ({ code: ['another-code', code] })),
  withGoodCode('a good code twice', ({ code }) => ({ code: [code, code] })),
  withGoodCode('the right redirect_uri, then another', ({ redirectUri }) => ({ redirect_uri: [redirectUri, other] })),
  withGoodCode('the right code_verifier, then another', ({ codeVerifier }) => ({
    code_verifier: [codeVerifier, randomText()],
  })),
]

function withGoodCode(what: string, change: (right: Right) => Changes): Probe {
  return {
    what,
    errors: invalidRequest,
    async send(flow) {
      const { attempt, code } = await flow.code()
      const { codeVerifier } = attempt.request
      return flow.redeem(
        attempt,
        change({ code, redirectUri: attempt.request.get('redirect_uri') ?? '', codeVerifier }),
      )
    },
  }
}

/** The same of a refresh. */
export const repeatedWithGoodRefreshToken: readonly Probe[] = [
  withGoodRefreshToken('a good refresh_token, then another', (token) => [token, 'another-token']),
  withGoodRefreshToken('another refresh_token, then a good one', (token) => ['another-token', token]),
]

function withGoodRefreshToken(what: string, values: (token: string) => readonly string[]): Probe {
  return {
    what,
    errors: invalidRequest,
    async send(flow) {
      const { attempt } = await flow.code()
      const { refreshToken = randomText() } = await flow.redeem(attempt)
      return flow.tokenRequest({ grant_type: 'refresh_token', refresh_token: values(refreshToken) })
    },
  }
}
