import type { RecordedExchange } from '../../journal/exchange-record.ts'
import type { CommandRequest } from './operations.ts'
import { lines } from './shell.ts'

/** What curl makes itself, or what was true of that connection alone. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'keep-alive',
  'expect',
])

const notice = `# Secrets, codes and tokens are fingerprints, such as <code #1a2b3c4d>: put your own in their place.`

/**
 * The recorded request as a curl command.
 * @param worldUrl where the world is reached
 */
export function curlOfExchange({ method, address, request }: RecordedExchange, worldUrl: string): string {
  const { query, headers, body } = request
  const url = `${worldUrl}/${address}${query === '' ? '' : `?${query}`}`
  const sent = headers.filter(([name]) => !ownHeaders.has(name.toLowerCase()) && !/^sec-/i.test(name))
  const command = lines(
    ['curl', '-i', ...(method === 'GET' ? [] : ['-X', method]), url],
    ...sent.map(([name, value]) => ['-H', `${name}: ${value}`]),
    ...(body && body.text !== '' ? [['--data-raw', body.text]] : []),
  )
  const shortened = body && body.bytes > body.text.length && body.text.length >= 65_536
  return [
    ...(holdsFingerprint(command) ? [notice] : []),
    ...(shortened
      ? [`# The body was longer: the journal keeps its first 65,536 characters of ${body.bytes} bytes.`]
      : []),
    command,
    '',
  ].join('\n')
}

/** A command of the control surface as a curl command. @param base where `/_mock/` is; @param isGuarded by a token */
export function curlOfCommand({ method, path, body }: CommandRequest, base: string, isGuarded: boolean): string {
  const command = lines(
    ['curl', ...(method === 'GET' ? [] : ['-X', method]), new URL(path, base).href],
    ...(body === undefined
      ? []
      : [
          ['-H', 'content-type: application/json'],
          ['--data-raw', body],
        ]),
  )
  // In double quotes, for the shell to fill in.
  return isGuarded ? `${command} \\\n  -H "authorization: Bearer $MOBILEPAY_MOCK_CONTROL_TOKEN"\n` : `${command}\n`
}

function holdsFingerprint(text: string): boolean {
  return /(?:<|%3C)(?:[\w +-]|%20)+(?:#|%23)[\da-f]{8}/i.test(text)
}
