import type { CheckContext } from '../check-context.ts'

const members = ['authorization_endpoint', 'token_endpoint', 'jwks_uri']

/** Where the provider is really reached: of each host one address. */
export async function hostsOf(context: CheckContext): Promise<readonly URL[]> {
  const document = await context.servedDocument()
  const named = members.map((member) => document[member])
  const addresses = [context.target.discoveryUrl, ...named, context.target.apiUrl]
  const urls = addresses.flatMap((address) => URL.parse(String(address)) ?? [])
  return [...new Map(urls.map((url) => [url.host, url])).values()]
}
