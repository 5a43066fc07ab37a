import type { HttpRequest, HttpResponse, Pairs } from '../subjects/http.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { Page } from './page.ts'
import type { PagePurpose } from './page-script.ts'

/** One request of a browser and its answer. */
export interface Hop {
  readonly request: HttpRequest
  readonly response: HttpResponse
}

/** The answer that reached the client. */
export interface CallbackArrival {
  readonly kind: 'callback'
  readonly method: string
  /** Where the browser was sent, query and fragment included. */
  readonly url: string
  /** Content type of the body, where there is one. */
  readonly enctype: string | undefined
  /** Where the fields were. */
  readonly where: 'body' | 'query' | 'fragment'
  readonly fields: Pairs
  /** The page that posts the form, and its answer; absent for redirects. */
  readonly page?: { readonly page: Page; readonly response: HttpResponse }
}

/** A page of the provider at which the browser came to rest. */
export interface PageArrival {
  readonly kind: 'page'
  readonly url: string
  readonly response: HttpResponse
  readonly page: Page
  readonly purpose: PagePurpose | 'error'
  /** The error code that an error page shows. */
  readonly error: string | undefined
}

/** A redirect to a place that is neither the provider's nor the client's; nothing was sent there. */
export interface ElsewhereArrival {
  readonly kind: 'elsewhere'
  readonly url: string
}

export type Arrival = CallbackArrival | PageArrival | ElsewhereArrival

/** An authorization request and all that became of it. */
export interface Attempt {
  readonly request: AuthorizationRequest
  readonly hops: readonly Hop[]
  readonly arrival: Arrival
}

/** An attempt whose answer reached the client. */
export type AnsweredAttempt = Attempt & { readonly arrival: CallbackArrival }

/** Whether the answer reached the client. */
export function isAnswered(attempt: Attempt): attempt is AnsweredAttempt {
  return attempt.arrival.kind === 'callback'
}

/** A field of an answer; of a repeated one the first. */
export function fieldOf({ fields }: CallbackArrival, name: string): string | undefined {
  return fields.find(([candidate]) => candidate === name)?.[1]
}

/** The OAuth error that an attempt ended with, wherever it was told; undefined where none was. */
export function errorOf({ arrival }: Attempt): string | undefined {
  if (arrival.kind === 'callback') return fieldOf(arrival, 'error')
  return arrival.kind === 'page' ? arrival.error : undefined
}

/** Whether the provider refused: by an error to the client, or by a page that tells of one. */
export function isRefused(attempt: Attempt): boolean {
  const { arrival } = attempt
  return (arrival.kind === 'page' && arrival.purpose === 'error') || errorOf(attempt) !== undefined
}

/** In a few words, for what a check found. */
export function describeArrival({ arrival }: Pick<Attempt, 'arrival'>): string {
  switch (arrival.kind) {
    case 'callback': {
      const error = fieldOf(arrival, 'error')
      return error === undefined ? `accepted (callback in the ${arrival.where})` : `error ${error} to the client`
    }
    case 'elsewhere':
      return `redirect to ${new URL(arrival.url).host}`
    case 'page':
      return arrival.purpose === 'error'
        ? `error page (${arrival.error ?? 'no code'}, status ${arrival.response.status})`
        : `${arrival.purpose} page (status ${arrival.response.status})`
  }
}
