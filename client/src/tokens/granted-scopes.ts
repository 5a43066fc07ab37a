/**
 * The scopes that were granted: what both the token response and the access token name, or the one of them that names
 * any, or else what was asked for (RFC 6749 section 5.1). The merchant may have unticked a product on the consent page,
 * and 2018's token response has no `scope`.
 *
 * @param response the `scope` member of the token response
 * @param token the `scope` claim of the access token
 */
export function grantedScopes(
  response: string | undefined,
  token: readonly string[] | undefined,
  requested: readonly string[],
): readonly string[] {
  const named = response?.split(' ').filter(Boolean)
  if (named && token) return named.filter((scope) => token.includes(scope))
  return named ?? token ?? requested
}
