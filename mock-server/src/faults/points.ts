import type { ServerResponse } from 'node:http'
import type { Merchant } from '@mobilepay-oidc/fixtures'
import type { TokenDraft } from '../engine/token-draft.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Parameters } from '../http/parameters.ts'
import type { Reply } from '../http/reply.ts'
import type { AuthorizeRequest } from '../rules/authorize/authorize-request.ts'
import type { Refused } from '../rules/refusal.ts'
import type { CallbackDraft } from '../sites/admin/callback-draft.ts'
import type { Step } from '../sites/admin/next-step.ts'

/** A rule that is about to refuse. */
export interface RuleCase {
  readonly refused: Refused
  /** What the rule looked at. */
  readonly input: RuleInput
  /** Which of several reasons a rule has, where it tells them apart. */
  readonly detail?: string
}

/** As much of the rules' inputs as faults ask for; what does not apply to a rule is absent. */
export interface RuleInput {
  readonly parameters?: Parameters
  readonly client?: {
    readonly clientId: string
    readonly redirectUris: readonly string[]
    readonly scopes: readonly string[]
  }
  readonly code?: { readonly codeChallenge: string | undefined; readonly redirectUri: string | undefined }
  /** A bearer token as it was sent. */
  readonly token?: string
}

export interface Handle {
  readonly kind: 'code' | 'refresh-token'
  readonly value: string
}

/** Whether presenting a code or refresh token uses it up. */
export interface Spending {
  readonly kind: Handle['kind']
  readonly spends: boolean
}

export type Handling = (exchange: Exchange) => Reply | Promise<Reply>
export type Sending = (response: ServerResponse, reply: Reply, method: string) => void | Promise<void>
export type Json = Readonly<Record<string, unknown>>

/**
 * The named points of the flow at which a fault can act, in the order in which a request meets them, each with the value
 * that is on its way there.
 */
export interface PointValues {
  /** How the request is handled: a fault answers in its place, or before or after it. */
  readonly handle: Handling
  /** The parameters of an authorization, token or revocation request, before any rule. */
  readonly parameters: Parameters
  /** A refusal about to be made; `excused` lets the request through. */
  readonly rule: RuleCase | 'excused'
  /** The authorization request after the rules. */
  readonly 'authorize-request': AuthorizeRequest
  /** The merchants that the user may act for. */
  readonly merchants: readonly Merchant[]
  /** What comes next: login, consent, an error, the code. */
  readonly step: Step
  /** Seconds that a code lives. */
  readonly 'code-life': number
  /** A code or refresh token before it goes out. */
  readonly 'code-or-token': Handle
  /** A token before it is signed. */
  readonly token: TokenDraft
  /** The answer to the client in front. */
  readonly callback: CallbackDraft
  readonly spending: Spending
  /** A successful answer of the token endpoint. */
  readonly 'token-response': Json
  readonly 'discovery-document': Json
  readonly 'key-set': { readonly keys: readonly Json[] }
  /** Any reply, just before it is sent. */
  readonly reply: Reply
  /** How the reply is put on the wire. */
  readonly wire: Sending
}

export type PointName = keyof PointValues
