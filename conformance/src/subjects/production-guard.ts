import { environments } from '@mobilepay-oidc/fixtures'

const sandboxHosts: ReadonlySet<string> = new Set(
  Object.values(environments)
    .filter(({ stage }) => stage === 'sandbox')
    .flatMap(({ sites }) => Object.values(sites).map((site) => site.host)),
)

/** Whether a request to the address would reach MobilePay's production: every MobilePay host outside the sandbox. */
export function reachesProduction(url: string): boolean {
  const host = new URL(url).hostname.toLowerCase().replace(/\.+$/, '')
  return /(^|\.)mobilepay\.(dk|fi)$/.test(host) && !sandboxHosts.has(host)
}

export const productionRefused =
  'MobilePay production is never tested: name a mock, a sandbox or another provider instead.'
