/** What `--help` prints. */
export const usage = `Usage: mobilepay-mock [options]
       mobilepay-mock ca [options]    the local CA, and how to trust it
       mobilepay-mock ctl COMMAND     give a running mock a command; ctl --help lists them

Starts a local mock of MobilePay's OpenID Connect provider for Denmark and Finland.
It is not MobilePay: for development and tests only. It talks to nobody.

Options:
  --port PORT          port to listen on; 0 takes any free one (default 4010)
  --host HOST          address to listen on (default localhost; anything else opens
                       the mock to your network)
  --public-url URL     where browser and back end reach the mock, when that is not
                       where it listens (containers)
  --tls                MobilePay's real host names over TLS as well, by a local CA that is
                       made on first use
  --tls-port PORT      port for TLS (default 4443)
  --tls-cert FILE, --tls-key FILE
                       your own certificate and its key, in PEM
  --consent MODE       page: people log in and consent in a browser (default)
                       auto: a seeded user does both at once, chosen by login_hint
                       or merchant_vat; for scripts without a browser
  --generation YEAR    2024: Duende IdentityServer 6.2 (default)
                       2018: IdentityServer4 2.x
  --profile NAME       positions of all switches: documents (default), recordings or strict
  --world-idle TIME    how long a created world may lie unused before it is removed
                       (ISO 8601, default PT1H)
  --config FILE        JSON with clients, users, merchants, switches and the above;
                       its schema is @mobilepay-oidc/mock-server/schemas/config.schema.json
  --json               print one line of JSON when ready, and nothing else on standard output
  --quiet              do not log requests
  --help               this text
  --version            the version

Examples:
  mobilepay-mock
  mobilepay-mock --port 0 --json --consent auto
  mobilepay-mock --config mobilepay-mock.json
  mobilepay-mock ctl clock.advance --duration P13M
  npm start -- --generation 2018

Exit codes: 0 ended by SIGINT or SIGTERM, 1 could not listen, 2 wrong options or configuration.
`
