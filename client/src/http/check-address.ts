import { ConfigurationError } from '../errors/mobilepay-error.ts'

/**
 * Parses an address that tokens or secrets may be sent to.
 *
 * @param text absolute URL
 * @param allowHttpOnLoopback whether http is taken for loopback hosts; any other host needs https always
 * @throws ConfigurationError `address-refused`
 */
export function checkAddress(text: string, allowHttpOnLoopback: boolean): URL {
  const url = URL.parse(text)
  if (!url) throw new ConfigurationError('address-refused', { details: { reason: 'not an absolute URL' } })
  const secure = url.protocol === 'https:' || (allowHttpOnLoopback && url.protocol === 'http:' && isLoopback(url))
  if (!secure || url.username !== '' || url.password !== '') {
    throw new ConfigurationError('address-refused', { details: { protocol: url.protocol, host: url.host } })
  }
  return url
}

/** 127.0.0.0/8, ::1 and localhost. The URL parser has already brought 127.1 and 0x7f000001 to four decimal numbers. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
