import { X509Certificate } from 'node:crypto'
import type { SecureVersion } from 'node:tls'
import { TransportError } from '../../subjects/http.ts'
import { isLoopbackHttp } from '../../subjects/loopback.ts'
import type { TlsProbe, TlsProbeResult } from '../../subjects/tls-probe.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judgeProblems, type Outcome } from '../outcome.ts'
import { noTransport } from '../plain-http.ts'
import { hostsOf } from './hosts.ts'

const old: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1']
/** Sets of ciphers as OpenSSL names them; what this machine's own library has no more is not offered. */
const weak: Readonly<Record<string, string>> = {
  eNULL: 'ciphers without encryption',
  aNULL: 'ciphers without a certificate',
  '3DES': '3DES',
  RC4: 'RC4',
  EXPORT: 'export ciphers',
}
const dayInMs = 86_400_000
const fewestDays = 14
/** Embedded signed certificate timestamps (RFC 6962 3.3): 1.3.6.1.4.1.11129.2.4.2. */
const timestamps = Buffer.from('060a2b06010401d679020402', 'hex')

/** S-07, S-11, S-12: what protects the connection. */
export const transport: readonly CheckDefinition[] = [
  overTls(
    'S-07',
    'Portal and API say that they are reached by https alone (HSTS)',
    'RFC 6797 6.1',
    'SHOULD',
    judgeHsts,
  ),
  overTls('S-11', 'TLS below 1.2 and weak ciphers are refused', 'BCP 195', 'MUST', judgeCiphers),
  overTls(
    'S-12',
    `Certificates are good for more than ${fewestDays} days and logged`,
    'RFC 5280 4.1.2.5; RFC 6962',
    'SHOULD',
    judgeCertificates,
  ),
]

function overTls(
  id: string,
  title: string,
  spec: string,
  level: CheckDefinition['level'],
  judgeTls: (context: CheckContext) => Promise<Outcome>,
): CheckDefinition {
  return {
    id,
    title,
    spec,
    level,
    sandbox: 'unattended',
    run: async (context) =>
      isLoopbackHttp(context.target.discoveryUrl) ? inapplicable(noTransport) : judgeTls(context),
  }
}

async function judgeHsts(context: CheckContext): Promise<Outcome> {
  const problems: string[] = []
  for (const { href, host } of await hostsOf(context)) {
    const { headers } = await context.send({ method: 'GET', url: href })
    const header = headers.get('strict-transport-security')
    const age = Number(/max-age="?(\d+)/i.exec(header ?? '')?.[1] ?? 0)
    if (header === null) problems.push(`${host} sends no Strict-Transport-Security`)
    else if (age === 0) problems.push(`Strict-Transport-Security of ${host} has no max-age above 0`)
  }
  return judgeProblems(
    problems,
    'Strict-Transport-Security with a max-age from each host',
    'Send Strict-Transport-Security, max-age a year, with every answer.',
  )
}

async function judgeCiphers(context: CheckContext): Promise<Outcome> {
  const problems: string[] = []
  for (const url of await hostsOf(context)) {
    const probe = proberOf(context.target.probeTls, url)
    await handshake(context.target.probeTls, url)
    for (const version of old) {
      if ((await probe(version)).protocol !== undefined) problems.push(`${url.host} accepts ${version}`)
    }
    for (const [ciphers, what] of Object.entries(weak)) {
      if ((await probe('TLSv1.2', ciphers)).protocol !== undefined) problems.push(`${url.host} accepts ${what}`)
    }
  }
  return judgeProblems(
    problems,
    'TLS 1.2 or 1.3 with strong ciphers alone',
    'Turn TLS 1.0 and 1.1, anonymous, unencrypted and outdated ciphers off.',
  )
}

async function judgeCertificates(context: CheckContext): Promise<Outcome> {
  const problems: string[] = []
  const unlogged: string[] = []
  for (const url of await hostsOf(context)) {
    const { certificate } = await handshake(context.target.probeTls, url)
    if (certificate === undefined) continue
    const days = (Date.parse(new X509Certificate(certificate).validTo) - Date.now()) / dayInMs
    if (days <= fewestDays) problems.push(`the certificate of ${url.host} ends in ${Math.floor(days)} days`)
    if (!Buffer.from(certificate).includes(timestamps)) unlogged.push(url.host)
  }
  const expected = `more than ${fewestDays} days left`
  if (problems.length > 0 || unlogged.length === 0) {
    return judgeProblems(problems, expected, 'Renew certificates well before they end.')
  }
  const reason = `No signed certificate timestamps are in the certificate of ${unlogged.join(', ')}; a private CA has none.`
  return { kind: 'info', expected, actual: expected, reason }
}

function proberOf(probe: TlsProbe, { hostname, port }: URL) {
  return (version: SecureVersion, ciphers?: string) => probe(hostname, Number(port || 443), version, ciphers)
}

/** A handshake as everybody makes it: without one, refusals of others say nothing. */
async function handshake(probe: TlsProbe, url: URL): Promise<TlsProbeResult> {
  const modern = await proberOf(probe, url)('TLSv1.3')
  const result = modern.protocol === undefined ? await proberOf(probe, url)('TLSv1.2') : modern
  if (result.protocol !== undefined) return result
  throw new TransportError(`${url.host}: no handshake with TLS 1.2 or 1.3 (${result.error})`)
}
