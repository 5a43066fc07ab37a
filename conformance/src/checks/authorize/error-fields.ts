import { type CallbackArrival, fieldOf } from '../../flow/arrival.ts'

/** RFC 6749 4.1.2.1; OIDCC 3.1.2.6; OAuth-MRT; RFC 8707 2; OpenID Connect Core Error Code unmet_authentication_requirements. */
const registered: ReadonlySet<string> = new Set([
  'invalid_request',
  'unauthorized_client',
  'access_denied',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'interaction_required',
  'login_required',
  'account_selection_required',
  'consent_required',
  'invalid_request_uri',
  'invalid_request_object',
  'request_not_supported',
  'request_uri_not_supported',
  'registration_not_supported',
  'invalid_target',
  'unmet_authentication_requirements',
])

/** %x20-21 / %x23-5B / %x5D-7E */
const legalText = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/
/** %x21 / %x23-5B / %x5D-7E */
const legalAddress = /^[\x21\x23-\x5b\x5d-\x7e]*$/

/** What is wrong with the fields of an error that was told to the client (RFC 6749 4.1.2.1). */
export function problemsOfErrorFields(arrival: CallbackArrival): readonly string[] {
  const error = fieldOf(arrival, 'error')
  const [description, uri] = [fieldOf(arrival, 'error_description'), fieldOf(arrival, 'error_uri')]
  const problems: readonly (readonly [boolean, string])[] = [
    [error === undefined, 'error is missing'],
    [error !== undefined && !legalText.test(error), 'error has illegal characters'],
    [error !== undefined && legalText.test(error) && !registered.has(error), 'error is not registered'],
    [description !== undefined && !legalText.test(description), 'error_description has illegal characters'],
    [uri !== undefined && !legalAddress.test(uri), 'error_uri has illegal characters'],
    [arrival.fields.some(([name]) => name === 'code' || name === 'id_token'), 'error beside a code or ID token'],
  ]
  return problems.filter(([isWrong]) => isWrong).map(([, problem]) => problem)
}
