import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { type Finding, failed, ok, skipped, warned } from './finding.ts'

/** Milliseconds. */
const dayMs = 24 * 3600 * 1000
const soonDays = 14

/** Whether each host has an address, and whether TLS to it holds. */
export async function checkNetwork(
  urls: readonly URL[],
  timeoutMs: number,
  isProxied: boolean,
): Promise<readonly Finding[]> {
  if (isProxied) return [skipped('dns', 'a proxy is in use'), skipped('tls', 'a proxy is in use')]
  const hosts = [...new Map(urls.map((url) => [url.host, url])).values()]
  const checks = hosts.flatMap((url) => [checkName(url), checkTls(url, timeoutMs)])
  return Promise.all(checks)
}

async function checkName({ hostname }: URL): Promise<Finding> {
  const name = bare(hostname)
  if (isIP(name)) return ok('dns', `${name} is an address.`)
  try {
    const { address } = await lookup(name)
    return ok('dns', `${name} is ${address}.`)
  } catch (error) {
    const remedy = 'Check the name server of this machine, and whether it may resolve names on the internet.'
    return failed('dns', `${name} can not be resolved (${codeOf(error)}).`, remedy)
  }
}

async function checkTls(url: URL, timeoutMs: number): Promise<Finding> {
  if (url.protocol !== 'https:') return skipped('tls', `${url.host} is reached by http`)
  const host = bare(url.hostname)
  try {
    return judge(url.host, await handshake(host, Number(url.port || 443), timeoutMs))
  } catch (error) {
    return failed('tls', `The TLS connection to ${url.host} fails (${codeOf(error)}).`, remedyFor(codeOf(error)))
  }
}

interface Handshake {
  readonly protocol: string | null
  readonly validTo: string
  readonly issuer: string
}

/** Ended right after the handshake; an untrusted certificate ends it as for every request. */
function handshake(host: string, port: number, timeoutMs: number): Promise<Handshake> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) ? {} : { servername: host }
    const socket: TLSSocket = connect({ host, port, minVersion: 'TLSv1.2', ...servername }, () => {
      const { valid_to: validTo, issuer } = socket.getPeerCertificate()
      const organization = [issuer?.O].flat()[0] ?? 'an unnamed authority'
      resolve({ protocol: socket.getProtocol(), validTo, issuer: organization })
      socket.destroy()
    })
    socket.setTimeout(timeoutMs, () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
  })
}

function judge(host: string, { protocol, validTo, issuer }: Handshake): Finding {
  const days = Math.floor((Date.parse(validTo) - Date.now()) / dayMs)
  const sentence = `${host} speaks ${protocol}, its certificate is by ${issuer} and good for ${days} days.`
  return days < soonDays ? warned('tls', sentence, 'Its operator has to renew the certificate.') : ok('tls', sentence)
}

function remedyFor(code: string): string {
  if (/CERT|SELF_SIGNED|ISSUER|SIGNATURE/.test(code)) {
    return 'A proxy that replaces certificates, or a mock: have Node trust its CA with NODE_EXTRA_CA_CERTS.'
  }
  return 'Check that a firewall lets this machine reach port 443 there.'
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'
}
