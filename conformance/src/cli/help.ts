export const help = `Holds a MobilePay-compatible OpenID Connect provider against the specifications.

Usage
  npm run conformance -- [options]

Options
  --subject WHO         mock (default, started in this process), sandbox-dk, sandbox-fi,
                        or the URL of a discovery document
  --url URL             the same as --subject URL
  --environment NAME    which environment of the mock: all (default), sandbox-dk, sandbox-fi,
                        production-dk, production-fi
  --generation YEAR     2024 (default, Duende IdentityServer 6.2) or 2018 (IdentityServer4 2.x)
  --only LIST           checks or families: D-03,K-01 or K
  --out DIR             write DIR/report.json and DIR/evidence.json
  --json                print the report as JSON instead of text
  --help                this page

Examples
  npm run conformance -- --subject mock --environment all --out reports
  npm run conformance -- --environment sandbox-fi --generation 2018 --only K
  npm run conformance -- --url \\
    http://localhost:4010/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration

Exit codes
  0  nothing failed
  1  a check failed, or a known deviation is gone and the baseline is out of date
  2  the command or its configuration is wrong; nothing was run
  3  nothing failed, but some checks could not come to a judgment

MobilePay production is never tested.
`
