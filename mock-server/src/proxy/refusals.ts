import { STATUS_CODES } from 'node:http'
import { knownHosts } from '../edge/find-site.ts'
import type { HeaderList, Reply } from '../http/reply.ts'

/** Why the proxy does not do what it was asked, for people. */
export interface ProxyRefusal {
  readonly status: 400 | 403 | 407 | 503
  /** What happened and why, in one sentence: the log has it too, since most clients hide the answer to a CONNECT. */
  readonly reason: string
  /** What to do about it. */
  readonly mend: string
}

const closedToOthers = "as a proxy it is MobilePay's hosts itself, and forwards nothing to anybody"

/** Neither a host of MobilePay's nor this mock. */
export function otherHost(host: string): ProxyRefusal {
  return {
    status: 403,
    reason: `It does not go to ${short(host)}: ${closedToOthers}.`,
    mend: `Keep other hosts away from it with NO_PROXY=${short(host)}, or set the proxy for the calls to MobilePay alone.`,
  }
}

export function otherPort(host: string, port: number): ProxyRefusal {
  return {
    status: 403,
    reason: `It is ${host} on port 443, not on port ${port}.`,
    mend: `Use https://${host}/ without a port.`,
  }
}

/** MobilePay's hosts answer https alone. */
export function plainHttp(host: string): ProxyRefusal {
  return {
    status: 403,
    reason: `${host} is reached by https, not by http.`,
    mend: `Use https://${host}/, and set HTTPS_PROXY.`,
  }
}

/** The certificate of one's own is not for this host of MobilePay's. */
export function notCertified(host: string): ProxyRefusal {
  return {
    status: 403,
    reason: `The certificate given for TLS is not for ${host}.`,
    mend: 'Give one that is, or none: the local CA vouches for every host of MobilePay.',
  }
}

/** RFC 9110 9.3.6: a CONNECT names a host and a port. */
export function noAuthority(target: string): ProxyRefusal {
  return {
    status: 400,
    reason: `CONNECT takes a host and a port, not "${short(target)}".`,
    mend: `Send CONNECT ${knownHosts[0]}:443.`,
  }
}

/** The user name in the proxy's address names a world (decision 0015). */
export function unknownWorld(name: string): ProxyRefusal {
  return {
    status: 407,
    reason: `There is no world "${short(name)}", which the user name of the proxy's address names.`,
    mend: 'Create it first, or leave the user name out for the default world.',
  }
}

export function unreadableCredentials(): ProxyRefusal {
  return {
    status: 407,
    reason: 'Its Proxy-Authorization is not Basic with a user name, which names a world.',
    mend: 'Write http://WORLD:any@HOST:PORT as the address of the proxy, or no user name for the default world.',
  }
}

/** There is no certificate to answer with, or the store of the worlds is away. @param why which says what to do as well */
export function unavailable(why: string): ProxyRefusal {
  return { status: 503, reason: why, mend: 'Until then the mock is no proxy.' }
}

/** A refusal as an answer; 407 with its challenge (RFC 9110 11.7.1). */
export function refusalReply({ status, reason, mend }: ProxyRefusal): Reply {
  const hosts = knownHosts.map((host) => `  ${host}:443`)
  const body = ['This is the mobilepay-oidc mock.', reason, mend, "MobilePay's hosts here are:", ...hosts, ''].join(
    '\n',
  )
  const challenge: HeaderList =
    status === 407 ? [['Proxy-Authenticate', 'Basic realm="mobilepay-oidc mock: the user name is a world"']] : []
  return { status, headers: [['Content-Type', 'text/plain; charset=UTF-8'], ...challenge], body }
}

/** The same as bytes, for a connection that HTTP has let go of. */
export function refusalBytes(refusal: ProxyRefusal): string {
  const { status, headers, body } = refusalReply(refusal)
  const framing: HeaderList = [
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Connection', 'close'],
  ]
  const lines = [...headers, ...framing].map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n')
}

/** What others have sent is shown, not repeated at length. */
export function short(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}
