import type { ClientRegistration, Generation } from '@mobilepay-oidc/fixtures'
import type { Parameters } from '../../http/parameters.ts'
import type { Switches } from '../../world/settings.ts'
import { parseMaxAge } from './max-age-invalid.ts'
import { type Prompt, promptsOf } from './prompts.ts'
import { flowOf, modesOf, type ResponseMode, type ResponseType, responseTypeOf } from './response-types.ts'
import { requestedScopes } from './scopes.ts'

/** An authorization request that passed every rule. */
export interface AuthorizeRequest {
  readonly parameters: Parameters
  readonly client: ClientRegistration
  readonly redirectUri: string
  readonly responseType: ResponseType
  readonly responseMode: ResponseMode
  readonly scopes: readonly string[]
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly codeChallenge: string
  readonly prompts: readonly Prompt[]
  /** Seconds. */
  readonly maxAge: number | undefined
  readonly loginHint: string | undefined
  readonly uiLocales: string | undefined
  /** The identity provider asked for by `acr_values=idp:…`. */
  readonly idp: string | undefined
  readonly merchantVat: string | undefined
}

/**
 * Reads what the rules have let through.
 * @throws TypeError when called with a request that no rule table has passed.
 */
export function readAuthorizeRequest(
  parameters: Parameters,
  client: ClientRegistration,
  { generation, switches }: { readonly generation: Generation; readonly switches: Pick<Switches, 'scopeSeparator'> },
): AuthorizeRequest {
  const responseType = responseTypeOf(parameters)
  if (!responseType) throw new TypeError('The authorization request has not passed the rules.')
  const maxAge = parameters.get('max_age')
  return {
    parameters,
    client,
    redirectUri: parameters.get('redirect_uri') ?? '',
    responseType,
    responseMode: responseModeOf(parameters, responseType),
    scopes: requestedScopes(parameters, switches),
    state: parameters.get('state'),
    nonce: parameters.get('nonce'),
    codeChallenge: parameters.get('code_challenge') ?? '',
    prompts: unsuppressed(parameters, generation),
    maxAge: maxAge === undefined ? undefined : parseMaxAge(maxAge),
    loginHint: parameters.get('login_hint'),
    uiLocales: parameters.get('ui_locales'),
    idp: idpOf(parameters.get('acr_values')),
    merchantVat: parameters.get('merchant_vat'),
  }
}

function responseModeOf(parameters: Parameters, responseType: ResponseType): ResponseMode {
  const [standard, ...others] = modesOf(flowOf(responseType))
  return others.find((mode) => mode === parameters.get('response_mode')) ?? standard
}

/** Prompts that were met by a login page say so in `suppressed_prompt` on the way back (generation 2024). */
function unsuppressed(parameters: Parameters, generation: Generation): readonly Prompt[] {
  const suppressed = (parameters.get('suppressed_prompt') ?? '').split(' ')
  return promptsOf(parameters, generation).filter((prompt) => !suppressed.includes(prompt))
}

function idpOf(acrValues: string | undefined): string | undefined {
  const hint = acrValues?.split(' ').find((value) => value.startsWith('idp:'))
  return hint?.slice('idp:'.length) || undefined
}
