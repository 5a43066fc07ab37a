import type { EnvironmentName } from '@mobilepay-oidc/fixtures'

/** A name and its value, as shown. */
export type Row = readonly [name: string, value: string]

/** What is told about a step, whatever happens in it. */
export interface Narration {
  readonly title: string
  readonly explanation: string
  readonly specification: string
  /** Members of a JSON answer that are worth seeing; all of them where nothing is named. */
  readonly members?: readonly string[]
}

/** One request and its answer: real addresses, secrets hidden. */
export interface SeenExchange {
  readonly by: Actor
  readonly method: string
  /** Without query and fragment. */
  readonly address: string
  readonly requestHeaders: readonly Row[]
  /** Of the query or of the form. */
  readonly parameters: readonly Row[]
  /** Absent where none arrived. */
  readonly answer?: SeenAnswer
}

export type Actor = 'back end' | 'browser'

export interface SeenAnswer {
  readonly status: number
  readonly headers: readonly Row[]
  readonly body: SeenBody
}

export type SeenBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly members: Readonly<Record<string, unknown>> }
  /** What the browser carries on: a page whose form sends itself off, or the fragment of a redirect. */
  | { readonly kind: 'form' | 'fragment'; readonly target: string; readonly fields: readonly Row[] }

/** What a token says, its signature left out. */
export interface SeenToken {
  readonly name: string
  /** What brought it. */
  readonly from: string
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

export interface Step extends Narration {
  readonly environment: EnvironmentName
  readonly number: number
  readonly of: number
  readonly exchanges: readonly SeenExchange[]
  readonly tokens: readonly SeenToken[]
  /** What the integrator has afterwards. */
  readonly result: readonly Row[]
  readonly failure?: Failure
}

export interface Failure {
  readonly message: string
  readonly remedy?: string
}
