import { type EnvironmentName, environmentNames, environments } from '@mobilepay-oidc/fixtures'
import type { HappyFlow } from '../../flow/flow.ts'
import { isIssued, tokenAnswer } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judgeProblems, OutcomeSignal, skip, untested } from '../outcome.ts'

/** S-19, S-20: what one provider issues is worth nothing at another. */
export const otherProviders: readonly CheckDefinition[] = [
  {
    id: 'S-19',
    title: 'What one provider answers is worth nothing at another with the same issuer',
    spec: 'RFC 9700 4.4',
    level: 'MUST',
    sandbox: 'mock-only',
    async run(context) {
      await using other = await context.flow.lab().otherProvider()
      const { toReal } = context.target.addresses
      const tokenEndpoint = other.addresses.toServed(toReal(await context.flow.endpoint('token_endpoint')))
      const { problems } = await presentAt(context, 'another provider', tokenEndpoint)
      return judgeProblems(
        problems,
        'invalid_grant at another provider, tokens at its own',
        'Keep codes and refresh tokens where they were issued: nobody else may redeem them.',
      )
    },
  },
  {
    id: 'S-20',
    title: 'Tokens of one stage are refused in the other',
    spec: 'MP docs, environments',
    level: 'MUST',
    sandbox: 'mock-only',
    async run(context) {
      const stage = otherStageOf(context)
      const { addresses } = context.target
      const { endpoints, sites } = environments[stage]
      const { problems, tokens } = await presentAt(context, stage, addresses.toServed(endpoints.token.url))
      const api = addresses.toServed(`${sites.products.url}/invoice-restapi/api/v1/merchants/me`)
      const { status } = await context.flow.api(tokens.accessToken, { url: api })
      const isVouchedFor = await isPublishedAt(context, addresses.toServed(endpoints.jwks.url), tokens)
      return judgeProblems(
        [
          ...problems,
          ...(status === 401 ? [] : [`an access token gets ${status} at the API of ${stage}`]),
          ...(isVouchedFor ? [`the key of the ID token is published by ${stage} too`] : []),
        ],
        'invalid_grant, 401 and other keys in the other stage',
        'Sign each stage with keys of its own, and keep its codes and tokens apart.',
      )
    },
  },
]

/** Presents a code and a refresh token there; both are shown to be good at home. */
async function presentAt(
  context: CheckContext,
  where: string,
  tokenEndpoint: string,
): Promise<{ readonly problems: readonly string[]; readonly tokens: HappyFlow }> {
  const { flow } = context
  const { clientId, clientSecret } = flow.login()
  const isTaken = async (form: Readonly<Record<string, string>>) => {
    const credentials = { client_id: clientId, client_secret: clientSecret }
    return isIssued(
      tokenAnswer(await context.send({ method: 'POST', url: tokenEndpoint, form: { ...credentials, ...form } })),
    )
  }
  const { attempt, code } = await flow.code()
  const { codeVerifier } = attempt.request
  const redirectUri = attempt.request.get('redirect_uri') ?? ''
  const byCode = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier }
  const problems = (await isTaken(byCode)) ? [`a code is redeemed at ${where}`] : []
  if (problems.length === 0 && !isIssued(await flow.redeem(attempt)))
    throw new OutcomeSignal(skip('A code is not good at its own provider either (T-01).'))
  const tokens = await flow.happyAnew()
  const { refreshToken } = tokens.tokens
  if (refreshToken !== undefined && (await isTaken({ grant_type: 'refresh_token', refresh_token: refreshToken })))
    problems.push(`a refresh token is taken at ${where}`)
  return { problems, tokens }
}

/** The environment of the same country whose stage is not the target's. */
function otherStageOf({ environment, flow, target }: CheckContext): EnvironmentName {
  flow.lab()
  const other = environmentNames.find((name) => {
    const { country, stage } = environments[name]
    return environment && country === environment.country && stage !== environment.stage
  })
  if (!other) throw new OutcomeSignal(inapplicable('Only MobilePay is known to have two stages.'))
  if (target.addresses.base !== undefined) return other
  throw new OutcomeSignal(untested('Under its real name the other stage is production, which is never asked.'))
}

async function isPublishedAt(context: CheckContext, jwksUri: string, { front }: HappyFlow): Promise<boolean> {
  const set = lenientJson((await context.send({ method: 'GET', url: jwksUri })).body)
  const keys = isObject(set) && Array.isArray(set.keys) ? set.keys.filter(isObject) : []
  const own = (await context.keys()).find(({ kid }) => kid === front.header.kid)
  return keys.some(({ n, kid }) => kid === front.header.kid || (own !== undefined && n !== undefined && n === own.n))
}
