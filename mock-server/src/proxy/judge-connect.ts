import { knownHosts } from '../edge/find-site.ts'
import { noAuthority, otherHost, otherPort, type ProxyRefusal } from './refusals.ts'

/** Host and port of a CONNECT request (RFC 9110 9.3.6), the host as names are compared. */
interface Authority {
  readonly host: string
  readonly port: number
}

/** Whether a tunnel to the target is opened. @returns the known host, or why not */
export function judgeConnect(target: string): string | ProxyRefusal {
  const authority = readAuthority(target)
  if (!authority) return noAuthority(target)
  const { host, port } = authority
  if (!knownHosts.includes(host)) return otherHost(host)
  return port === 443 ? host : otherPort(host, port)
}

function readAuthority(target: string): Authority | undefined {
  const [, host = '', digits = ''] = /^(\[[\da-f:.]+\]|[^\s:/@?#[\]]+):(\d{1,5})$/i.exec(target) ?? []
  const port = Number(digits)
  if (host === '' || port < 1 || port > 65_535) return undefined
  return { host: host.toLowerCase().replace(/\.$/, ''), port }
}
