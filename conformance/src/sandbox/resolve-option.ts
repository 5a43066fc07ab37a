import { isIP } from 'node:net'
import { UsageError } from '../cli/usage-error.ts'
import type { Resolve } from '../subjects/network-send.ts'

/**
 * Reads `HOST:PORT:ADDRESS[:PORT]`, as curl's `--resolve` has it, with a port to go to besides. An IPv6 address stands in
 * brackets.
 * @throws UsageError
 */
export function readResolve(text: string): Resolve {
  const [, host, port, address, toPort] = /^([^:]+):(\d+):(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(text) ?? []
  const plain = address?.replace(/^\[|\]$/g, '')
  if (host === undefined || plain === undefined || isIP(plain) === 0 || !isPort(port) || !isPort(toPort ?? port)) {
    throw new UsageError(
      `--resolve is HOST:PORT:ADDRESS:PORT, such as sandprod-admin.mobilepay.dk:443:127.0.0.1:4443; it is ${text}.`,
    )
  }
  return {
    host: host.toLowerCase(),
    port: Number(port),
    address: plain,
    ...(toPort !== undefined && { toPort: Number(toPort) }),
  }
}

function isPort(text: string | undefined): boolean {
  return Number(text) > 0 && Number(text) < 65_536
}
