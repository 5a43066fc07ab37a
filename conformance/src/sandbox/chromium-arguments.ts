import { environments } from '@mobilepay-oidc/fixtures'
import type { NetworkOptions } from '../subjects/network-send.ts'
import { reachesProduction } from '../subjects/production-guard.ts'

/**
 * The command line of a Chromium that goes where the suite goes: names resolved as `--resolve` says, or by the proxy,
 * production and the client itself never reached, and keys trusted that the run's CA vouches for.
 * @param keyHashes base64 of SHA-256 of public keys (SPKI)
 */
export function chromiumArguments(
  { resolve = [], proxy }: NetworkOptions,
  redirectUri: string,
  keyHashes: readonly string[],
): readonly string[] {
  const rules = [
    ...resolve.map(({ host, port, address, toPort }) => `MAP ${host}:${port} ${hostOf(address)}:${toPort ?? port}`),
    `MAP ${new URL(redirectUri).host} ~NOTFOUND`,
    ...['dk', 'fi'].map((country) => `MAP *.mobilepay.${country} ~NOTFOUND`),
    ...sandboxHosts.filter((host) => !resolve.some((one) => one.host === host)).map((host) => `EXCLUDE ${host}`),
  ]
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=${rules.join(',')}`,
    ...(proxy === undefined ? [] : [`--proxy-pac-url=${proxyRule(proxy)}`]),
    ...(keyHashes.length > 0 ? [`--ignore-certificate-errors-spki-list=${keyHashes.join(',')}`] : []),
  ]
}

const sandboxHosts = [
  ...new Set(Object.values(environments).flatMap(({ sites }) => Object.values(sites).map((site) => site.host))),
].filter((host) => !reachesProduction(`https://${host}/`))

/** The sandbox goes through the proxy. Everything else is resolved here, where production and the client are nobody. */
function proxyRule(proxy: string): string {
  const { host } = new URL(proxy)
  const script = `function FindProxyForURL(url, host) {
  return ${JSON.stringify(sandboxHosts)}.indexOf(host) < 0 ? 'DIRECT' : 'PROXY ${host}'
}`
  return `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`
}

function hostOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}
