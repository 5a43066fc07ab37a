import { parseArgs } from 'node:util'
import { UsageError } from '../config/usage-error.ts'
import { type LocalAuthority, localAuthority } from '../tls/local-authority.ts'

const usage = `Usage: mobilepay-mock ca [options]

Prints where the mock's local CA is and how to trust it; makes it on first use.
It can vouch for MobilePay's hosts and this machine only.

Options:
  --path   print the path of its certificate alone
  --pem    print the certificate alone
  --json   print path, fingerprint, end and certificate as one line of JSON
  --help   this text

MOBILEPAY_MOCK_DATA names another folder than the user's data folder.
`

/** `mobilepay-mock ca`. @returns the exit code. */
export async function runCa(args: readonly string[]): Promise<number> {
  const { path, pem, json, help } = parse(args)
  if ([path, pem, json].filter(Boolean).length > 1) throw new UsageError('ca takes one of --path, --pem and --json.')
  if (help) return print(usage)
  const authority = await localAuthority()
  if (path) return print(`${authority.path}\n`)
  if (pem) return print(authority.pem)
  return print(json ? asJson(authority) : howToTrust(authority))
}

function parse(args: readonly string[]) {
  const flag = { type: 'boolean' } as const
  const options = { path: flag, pem: flag, json: flag, help: { ...flag, short: 'h' } } as const
  try {
    return parseArgs({ args: [...args], options, strict: true }).values
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new UsageError(`${sentence.replace(/\.$/, '')}. See mobilepay-mock ca --help.`)
  }
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

function asJson({ path, fingerprint, validTo, pem }: LocalAuthority): string {
  return `${JSON.stringify({ path, fingerprint, validTo: validTo.toISOString(), pem })}\n`
}

/** What this machine's own programs, and on macOS and Windows its browsers, look at. */
function systemStore(path: string): string {
  if (process.platform === 'darwin') {
    return `security add-trusted-cert -k ~/Library/Keychains/login.keychain-db '${path}'`
  }
  if (process.platform === 'win32') return `certutil -user -addstore Root "${path}"`
  return `sudo cp '${path}' /usr/local/share/ca-certificates/mobilepay-mock.crt && sudo update-ca-certificates`
}

function howToTrust({ path, fingerprint, validTo }: LocalAuthority): string {
  return `The mock's local CA, until ${validTo.toISOString().slice(0, 10)}
  ${path}
  SHA-256 ${fingerprint}

curl      curl --cacert '${path}' …
Node      NODE_EXTRA_CA_CERTS='${path}' node …
.NET      SSL_CERT_FILE='${path}' dotnet run          (Linux; it is then the only CA)
          elsewhere the system's store, below
PHP       php -d curl.cainfo='${path}' -d openssl.cafile='${path}' …
Java      keytool -importcert -noprompt -alias mobilepay-mock -file '${path}' -keystore mock.p12 -storepass changeit
          java -Djavax.net.ssl.trustStore=mock.p12 -Djavax.net.ssl.trustStorePassword=changeit …
Python    REQUESTS_CA_BUNDLE='${path}' python …       (it is then the only CA)
Chromium  Settings, Privacy and security, Security, Manage certificates: import it as an authority
Firefox   Settings, Privacy & Security, View Certificates, Authorities, Import
System    ${systemStore(path)}
`
}
