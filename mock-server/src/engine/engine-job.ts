import type { ClientRegistration } from '@mobilepay-oidc/fixtures'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { ResponseType } from '../rules/authorize/response-types.ts'
import type { GrantRecord } from '../world/grants.ts'
import type { Subject } from './token-claims.ts'
import type { ShapeToken } from './token-draft.ts'

/** What changes what a job issues; faults do. Absent on the usual way. */
export interface Shaping {
  readonly shape?: ShapeToken | undefined
  readonly shapeHandle?: ((handle: string) => string) | undefined
}

/** What a code is issued for, once the rules, the login and the consent are done. */
export interface CodeJob extends Shaping {
  readonly client: ClientRegistration
  readonly grant: GrantRecord
  readonly subject: Subject
  readonly responseType: ResponseType
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly redirectUri: string
  readonly codeChallenge: string
  /** Seconds. */
  readonly codeLife: number
}

/** What the authorization endpoint answers with. */
export interface IssuedCode {
  readonly code: string
  readonly idToken: string | undefined
}

/** A stored code or refresh token, as the rules see it. */
export interface Artifact {
  readonly id: string
  readonly clientId: string
  readonly grantId: string
  readonly scopes: readonly string[]
  readonly subject: Subject
  readonly nonce: string | undefined
  /** Of a code: what the redemption must match. */
  readonly redirectUri: string | undefined
  readonly codeChallenge: string | undefined
}

/** What tokens are issued for. */
export type TokenJob = Shaping & Grant

type Grant =
  | {
      readonly grantType: 'authorization_code'
      readonly client: ClientRegistration
      readonly code: Artifact
      /** Scopes left after a resource indicator narrowed them; the refresh token keeps the code's. */
      readonly scopes: readonly string[]
    }
  | { readonly grantType: 'refresh_token'; readonly client: ClientRegistration; readonly refreshToken: Artifact }
  | {
      readonly grantType: 'client_credentials'
      readonly client: ClientRegistration
      readonly scopes: readonly string[]
    }

/** A successful answer of the token endpoint, its members in order (fact `token-response-order`). */
export interface TokenResponse {
  readonly id_token?: string
  readonly access_token: string
  readonly expires_in: number
  readonly token_type: 'Bearer'
  readonly refresh_token?: string
  readonly scope?: string
}

/** The engine's context, with what the made-up request is about. */
export type EngineContext = KoaContextWithOIDC & {
  state: {
    codeJob?: CodeJob
    /** The code as it goes out. */
    code?: string
    tokenJob?: TokenJob
    answer?: Record<string, unknown>
    tokens?: TokenResponse
  }
}
