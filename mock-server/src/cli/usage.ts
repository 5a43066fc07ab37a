import { flagOf, settingNames, settingOf } from '../config/settings.ts'

/** Columns of the usage: where what an option says begins, and where it ends. */
const indent = 23
const width = 88
const lineOfText = new RegExp(`.{1,${width - indent}}(?: |$)`, 'g')

/** What `--help` prints. */
export const usage = `Usage: mobilepay-mock [options]
       mobilepay-mock ca [options]    the local CA, and how to trust it
       mobilepay-mock ctl COMMAND     give a running mock a command; ctl --help lists them
       mobilepay-mock health          whether a running mock is ready, for health checks

Starts a local mock of MobilePay's OpenID Connect provider for Denmark and Finland.
It is not MobilePay: for development and tests only. It talks to nobody.

Options:
${settingNames.map(line).join('\n')}

Each option that takes a value, and --tls, --json and --quiet, can be an environment
variable: MOBILEPAY_MOCK_ and its name in capitals, such as MOBILEPAY_MOCK_PUBLIC_URL.
Options go before variables, and these before the file. --no-tls and the like say no.
MOBILEPAY_MOCK_CONTROL_TOKEN sets what the control surface asks for beyond loopback.

It is a proxy as well: with HTTPS_PROXY=http://localhost:4010, and the CA trusted that
mobilepay-mock ca names, a program reaches MobilePay's real host names here, unchanged.
http://WORLD:any@localhost:4010 leads into a world. Every other host is refused.

Examples:
  mobilepay-mock
  mobilepay-mock --port 0 --json --consent auto
  HTTPS_PROXY=http://localhost:4010 curl --cacert "$(mobilepay-mock ca --path)" \\
    https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration
  mobilepay-mock --config mobilepay-mock.json
  mobilepay-mock ctl clock.advance --duration P13M
  npm start -- --generation 2018

Exit codes: 0 ended by SIGINT or SIGTERM, 1 could not listen, 2 wrong options or configuration.
`

function line(name: (typeof settingNames)[number]): string {
  const { takes, says } = settingOf(name)
  const option = `  --${flagOf(name)}${takes === undefined ? '' : ` ${takes}`}`
  const [first = '', ...rest] = says.match(lineOfText)?.map((text) => text.trimEnd()) ?? []
  const start = option.length < indent - 1 ? option.padEnd(indent) : `${option}\n${' '.repeat(indent)}`
  return [`${start}${first}`, ...rest.map((text) => `${' '.repeat(indent)}${text}`)].join('\n')
}
