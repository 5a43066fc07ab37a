import { isObject, lenientJson } from '../run/json-values.ts'
import { strictJsonProblems } from '../run/strict-json.ts'
import type { HttpResponse } from '../subjects/http.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** A compact JWS taken apart, nothing believed. */
export interface InspectedJwt {
  readonly compact: string
  readonly parts: readonly string[]
  /** Empty where the part is no JSON object. */
  readonly header: JsonObject
  readonly claims: JsonObject
  /** What is wrong with its form (RFC 7515 7.1; RFC 7519 4, 7.2; RFC 8259 8.1). */
  readonly problems: readonly string[]
}

/** Takes a token apart. */
export function inspectJwt(compact: string): InspectedJwt {
  const parts = compact.split('.')
  const [header, claims] = [readPart(parts[0], 'header'), readPart(parts[1], 'payload')]
  const problems = [
    ...(parts.length === 3 ? [] : [`has ${parts.length} parts, not 3`]),
    ...parts.flatMap((part, index) => encodingProblems(part).map((problem) => `part ${index + 1} ${problem}`)),
    ...header.problems,
    ...claims.problems,
  ]
  return { compact, parts, header: header.value, claims: claims.value, problems }
}

/** Whether the header or the payload of a token could be read. */
export function isReadable({ problems }: InspectedJwt, part: 'header' | 'payload'): boolean {
  return !problems.some((problem) => problem.startsWith(notAnObject(part)))
}

function notAnObject(part: string): string {
  return `the ${part} is no JSON object`
}

/** RFC 7515 2; RFC 4648 3.5. */
function encodingProblems(part: string): readonly string[] {
  if (!/^[\w-]*$/.test(part)) return ['is no base64url without padding']
  return Buffer.from(part, 'base64url').toString('base64url') === part ? [] : ['ends with bits of no octet']
}

function readPart(
  part: string | undefined,
  name: string,
): { readonly value: JsonObject; readonly problems: readonly string[] } {
  const bytes = Buffer.from(part ?? '', 'base64url')
  const value = lenientJson(bytes)
  if (!isObject(value))
    return { value: {}, problems: [`${notAnObject(name)}${Array.isArray(value) ? ' but an array' : ''}`] }
  return { value, problems: strictJsonProblems(bytes).map((problem) => `the ${name} ${problem}`) }
}

/** An answer of the token endpoint. */
export interface TokenAnswer {
  readonly response: HttpResponse
  /** Empty where the body is no JSON object. */
  readonly body: JsonObject
  readonly accessToken: string | undefined
  readonly idToken: InspectedJwt | undefined
  readonly refreshToken: string | undefined
  /** The `error` of a refusal. */
  readonly error: string | undefined
}

export function tokenAnswer(response: HttpResponse): TokenAnswer {
  const parsed = lenientJson(response.body)
  const body = isObject(parsed) ? parsed : {}
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined)
  const idToken = text('id_token')
  return {
    response,
    body,
    accessToken: text('access_token'),
    idToken: idToken === undefined ? undefined : inspectJwt(idToken),
    refreshToken: text('refresh_token'),
    error: text('error'),
  }
}

/** In a few words, for what a check found. */
export function describeTokenAnswer({ response, error, accessToken }: TokenAnswer): string {
  const { status } = response
  if (accessToken !== undefined) return `${status} with an access token`
  return error === undefined ? `${status} without an error code` : `${status} ${error}`
}

/** Whether tokens were issued. */
export function isIssued(answer: TokenAnswer): answer is TokenAnswer & { readonly accessToken: string } {
  return answer.response.status === 200 && answer.accessToken !== undefined
}
