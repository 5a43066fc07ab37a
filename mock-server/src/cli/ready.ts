import type { MockServer, MockServerOptions } from '../start-mock-server.ts'

/**
 * The line that `--json` prints when the mock is ready, for programs that start it.
 * @param proxyProblem why it is no proxy
 */
export function readyLine(server: MockServer, proxyProblem?: string): string {
  const { url, tls, proxy, environments, clients, users, world, control } = server
  const ready = {
    event: 'ready',
    url,
    ...(tls ? { tls } : {}),
    proxy:
      proxyProblem === undefined
        ? { url: proxy.url, caPath: proxy.caPath, hosts: proxy.hosts }
        : { problem: proxyProblem },
    ...(control.token === undefined ? {} : { controlToken: control.token }),
    environments,
    clients: clients.map(({ clientId, clientSecret, redirectUris, refreshTokenUsage }) => ({
      clientId,
      clientSecret,
      redirectUris,
      refreshTokenUsage,
    })),
    users: users.map((user) => ({
      email: user.email,
      password: user.password,
      merchants: world.merchantsOf(user).map(({ merchantId, vat, country }) => ({ merchantId, vat, country })),
    })),
  }
  return `${JSON.stringify(ready)}\n`
}

/** The same for a person. */
export function readyPage(server: MockServer, { consent = 'page' }: MockServerOptions, proxyProblem?: string): string {
  const { url, environments, clients, users, world } = server
  const { generation } = world.settings
  const lines = [
    '',
    `The MobilePay mock is ready at ${url}/  (generation ${generation}, consent: ${consent})`,
    'It is not MobilePay: for development and tests only.',
    '',
    'Discovery documents',
    ...table(Object.entries(environments).map(([name, { discoveryUrl }]) => [name, discoveryUrl])),
    '',
    ...tlsLines(server),
    ...proxyLines(server, proxyProblem),
    ...controlLines(server),
    'Clients                 (client_id, client_secret, refresh tokens, redirect URIs)',
    ...table(
      clients.map((client) => [
        client.clientId,
        client.clientSecret,
        client.enabled ? client.refreshTokenUsage : 'disabled',
        client.redirectUris.join('  '),
      ]),
    ),
    '',
    'Users                   (e-mail, password, merchants)',
    ...table(
      users.map((user) => [
        user.email,
        user.password,
        world
          .merchantsOf(user)
          .map(({ vat }) => vat)
          .join('  '),
      ]),
    ),
    '',
    'Next: open the address above, or point your OpenID client at a discovery document.',
    `Console: ${url}/_mock/ shows every request, and why it was answered so.`,
    'Every refused request is explained below. Press Ctrl+C to end.',
    '',
    '',
  ]
  return lines.join('\n')
}

/** How an unchanged client gets here: the names resolve to this machine, and it trusts the CA. */
function tlsLines({ tls }: MockServer): readonly string[] {
  if (!tls) return []
  const [host = ''] = tls.hosts
  const trust = tls.caPath === undefined ? '' : ` --cacert '${tls.caPath}'`
  return [
    `Real host names over TLS, on port ${tls.port}`,
    ...tls.hosts.map((name) => `  https://${name}/`),
    `  curl --connect-to ::localhost:${tls.port}${trust} https://${host}/account/.well-known/openid-configuration`,
    '',
  ]
}

/** How an unchanged program gets here without any name that resolves: two variables. */
function proxyLines({ proxy: { url, caPath } }: MockServer, problem: string | undefined): readonly string[] {
  if (problem !== undefined) return [`No proxy                (${problem})`, '']
  const trust = caPath === undefined ? '' : `  and trust '${caPath}'`
  return [
    "Proxy                   (MobilePay's real host names, for programs as they are)",
    `  HTTPS_PROXY=${url}${trust}`,
    '',
  ]
}

/** A token that was made up has to be told to somebody; the user's own is known. */
function controlLines({ control: { token } }: MockServer): readonly string[] {
  if (token === undefined || token === process.env.MOBILEPAY_MOCK_CONTROL_TOKEN?.trim()) return []
  return [
    'Control token           (for /_mock and ctl; MOBILEPAY_MOCK_CONTROL_TOKEN chooses another)',
    `  ${token}`,
    '',
  ]
}

/** Rows in columns, two spaces in front of each line. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>((known, row) => row.map((cell, i) => Math.max(known[i] ?? 0, cell.length)), [])
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
}
