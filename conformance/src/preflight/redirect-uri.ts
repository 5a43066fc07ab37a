import { inapplicable } from '../checks/outcome.ts'
import { isLoopback } from '../subjects/loopback.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

/** PRE-04: before anybody is asked whether it is registered. */
export const redirectUri: PreflightCheck = {
  id: 'PRE-04',
  title: 'The redirect URI is absolute, without fragment, https or on this machine',
  blocks: 'logins',
  run({ target }) {
    const actual = target.login?.redirectUri
    if (actual === undefined) return inapplicable('No redirect URI was given.')
    const reason = problemOf(actual)
    if (reason === undefined) return fine(actual)
    return misconfigured({
      field: 'login.redirectUri',
      reason,
      expected: 'an https address, or one on localhost, without fragment',
      actual,
      mend: 'Write it just as it was registered.',
    })
  },
}

function problemOf(uri: string): string | undefined {
  if (!URL.canParse(uri)) return 'it is no absolute URL.'
  if (uri.includes('#')) return 'it has a fragment, which OAuth forbids (RFC 6749 3.1.2).'
  return uri.startsWith('https:') || !uri.startsWith('http:') || isLoopback(uri)
    ? undefined
    : 'it is plain http, which is for this machine alone.'
}
