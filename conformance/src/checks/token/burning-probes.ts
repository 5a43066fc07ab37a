import { type Attempt, fieldOf } from '../../flow/arrival.ts'
import { type Changes, challengeOf, randomText } from '../../flow/authorization-request.ts'
import type { Flow, TokenRequestOptions } from '../../flow/flow.ts'
import type { CheckContext } from '../check-context.ts'
import type { Probe } from './probe.ts'

/**
 * A probe with a code of its own.
 * @param change what is changed in a redemption that is right otherwise
 * @param request what is changed in the authorization request
 */
function burning(
  what: string,
  errors: readonly string[],
  change: (attempt: Attempt) => Changes,
  request: Changes = {},
): Probe {
  return {
    what,
    errors,
    async send(flow: Flow, options: TokenRequestOptions = {}) {
      const { attempt } = await flow.code(request)
      return flow.redeem(attempt, change(attempt), options)
    },
  }
}

/** Codes are cheap in a lab, and there the client may authenticate otherwise; elsewhere the first probe is enough. */
export function withinBudget({ target }: CheckContext, probes: readonly Probe[]): readonly Probe[] {
  return target.lab ? [...probes, ...probes.map(byBasic)] : probes.slice(0, 1)
}

/**
 * The same probe of a client that authenticates by HTTP Basic: what is asked of it does not depend on that. Whether the
 * client is let in by Basic at all is for T-13 to say.
 */
function byBasic(probe: Probe): Probe {
  return {
    ...probe,
    what: `${probe.what}, by HTTP Basic`,
    errors: [...probe.errors, 'invalid_client'],
    send: (flow) => probe.send(flow, { authentication: 'client_secret_basic' }),
  }
}

const redirectUri = (request: Attempt['request']) => request.get('redirect_uri') ?? ''

export const wrongRedirectUri: readonly Probe[] = [
  burning('another redirect_uri', ['invalid_grant'], () => ({ redirect_uri: 'https://other.example/callback' })),
  burning('redirect_uri with more behind it', ['invalid_grant'], ({ request }) => ({
    redirect_uri: `${redirectUri(request)}more`,
  })),
  burning('redirect_uri with a query added', ['invalid_grant'], ({ request }) => ({
    redirect_uri: `${redirectUri(request)}?more=1`,
  })),
  burning('redirect_uri in other letter case', ['invalid_grant'], ({ request }) => ({
    redirect_uri: otherCase(redirectUri(request)),
  })),
  burning('redirect_uri with another path', ['invalid_grant'], ({ request }) => ({
    redirect_uri: new URL('/another/path', redirectUri(request)).href,
  })),
  burning('redirect_uri encoded twice', ['invalid_grant'], ({ request }) => ({
    redirect_uri: encodeURIComponent(redirectUri(request)),
  })),
]

/** Another address of the client's own, where it has several. */
export function anotherOfTheClient({ flow }: CheckContext): readonly Probe[] {
  return (flow.login().moreRedirectUris ?? [])
    .slice(0, 1)
    .map((uri) => burning('another registered redirect_uri', ['invalid_grant'], () => ({ redirect_uri: uri })))
}

/** A good code, written otherwise. */
export const nearCodes: readonly Probe[] = [
  burning('a good code in other letter case', ['invalid_grant'], ({ arrival }) => ({
    code: otherCase(codeIn(arrival)),
  })),
  burning('a good code with a letter behind it', ['invalid_grant'], ({ arrival }) => ({ code: `${codeIn(arrival)}A` })),
  burning('a good code without its last letter', ['invalid_grant'], ({ arrival }) => ({
    code: codeIn(arrival).slice(0, -1),
  })),
]

function codeIn(arrival: Attempt['arrival']): string {
  return (arrival.kind === 'callback' && fieldOf(arrival, 'code')) || ''
}

export const missingRedirectUri: readonly Probe[] = [
  burning('without redirect_uri', ['invalid_request', 'invalid_grant'], () => ({ redirect_uri: undefined })),
  burning('with an empty redirect_uri', ['invalid_request', 'invalid_grant'], () => ({ redirect_uri: '' })),
]

export const wrongVerifier: readonly Probe[] = [
  burning('another code_verifier', ['invalid_grant'], () => ({ code_verifier: randomText() })),
  burning('code_verifier with more behind it', ['invalid_grant'], ({ request }) => ({
    code_verifier: `${request.codeVerifier}more`,
  })),
  burning('code_verifier in other letter case', ['invalid_grant'], ({ request }) => ({
    code_verifier: otherCase(request.codeVerifier),
  })),
]

export const missingVerifier: readonly Probe[] = [
  burning('without code_verifier', ['invalid_grant', 'invalid_request'], () => ({ code_verifier: undefined })),
  burning('with an empty code_verifier', ['invalid_grant', 'invalid_request'], () => ({ code_verifier: '' })),
]

export const verifierEqualToChallenge: readonly Probe[] = [
  burning('code_verifier equal to the code_challenge', ['invalid_grant'], ({ request }) => ({
    code_verifier: request.get('code_challenge') ?? '',
  })),
]

/** The challenge fits, so that the length alone is wrong. */
export const verifierOfWrongLength: readonly Probe[] = [verifierOf(42), verifierOf(129)]

function verifierOf(length: number): Probe {
  const verifier = randomText().repeat(4).slice(0, length)
  return burning(
    `code_verifier of ${length} characters`,
    ['invalid_grant', 'invalid_request'],
    () => ({ code_verifier: verifier }),
    { code_challenge: challengeOf(verifier) },
  )
}

function otherCase(text: string): string {
  const lower = text.toLowerCase()
  return lower === text ? text.toUpperCase() : lower
}

/** A repeated parameter beside a good code: whichever value counted, the request is to be refused. */
export const repeatedWithGoodCode: readonly Probe[] = [
  repeated('a good code, then another', ({ right }) => ({ code: [right.code, 'another-code'] })),
  repeated('another code, then a good one', ({ right }) => ({ code: ['another-code', right.code] })),
  repeated('the right redirect_uri, then another', ({ right }) => ({
    redirect_uri: [right.redirectUri, 'https://other.example/callback'],
  })),
  repeated('the right code_verifier, then another', ({ right }) => ({
    code_verifier: [right.codeVerifier, randomText()],
  })),
]

interface Right {
  readonly right: { readonly code: string; readonly redirectUri: string; readonly codeVerifier: string }
}

function repeated(what: string, change: (parameters: Right) => Changes): Probe {
  return {
    what,
    errors: ['invalid_request'],
    async send(flow) {
      const { attempt, code } = await flow.code()
      const { codeVerifier } = attempt.request
      return flow.redeem(attempt, change({ right: { code, redirectUri: redirectUri(attempt.request), codeVerifier } }))
    },
  }
}

/** Every probe that burns a code and tells of a refusal in the words of RFC 6749 5.2. */
export const burningProbes: readonly Probe[] = [
  ...wrongRedirectUri,
  ...missingRedirectUri,
  ...wrongVerifier,
  ...missingVerifier,
  ...verifierEqualToChallenge,
  ...verifierOfWrongLength,
]
