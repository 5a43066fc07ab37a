import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { AuthorizeInput } from './input.ts'

/** A rooted path counts as absolute: .NET reads it as a file address. */
function isAbsolute(uri: string): boolean {
  return uri.startsWith('/') || URL.canParse(uri)
}

export const redirectUriMissingOrMalformed: Rule<AuthorizeInput> = {
  fact: 'redirect-uri-missing-or-malformed',
  mend: `Send redirect_uri (not redirect_url): an absolute address, encoded once, at most ${limits.redirectUri} characters.`,
  refuse({ parameters }) {
    const uri = parameters.get('redirect_uri')
    if (uri && uri.length <= limits.redirectUri && isAbsolute(uri)) return undefined
    return refusal('invalid_request', 'Invalid redirect_uri')
  },
}
