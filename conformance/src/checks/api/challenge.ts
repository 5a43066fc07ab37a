import type { HttpResponse } from '../../subjects/http.ts'

/** What a protected resource says with a refusal (RFC 6750 3). */
export interface Challenge {
  /** Lower case; undefined without a WWW-Authenticate header. */
  readonly scheme: string | undefined
  readonly error: string | undefined
}

export function challengeIn({ headers }: HttpResponse): Challenge {
  const header = headers.get('www-authenticate') ?? ''
  const [, scheme] = /^\s*([\w-]+)/.exec(header) ?? []
  const [, quoted, plain] = /\berror\s*=\s*(?:"([^"]*)"|([\w-]+))/i.exec(header) ?? []
  return { scheme: scheme?.toLowerCase(), error: quoted ?? plain }
}

/** In a few words, for what a check found. */
export function describeRefusal(response: HttpResponse): string {
  const { scheme, error } = challengeIn(response)
  const challenge = scheme === undefined ? 'without WWW-Authenticate' : `WWW-Authenticate ${scheme}`
  return `${response.status} ${challenge}${error === undefined ? '' : ` error ${error}`}`
}
