export const help = `Holds a MobilePay-compatible OpenID Connect provider against the specifications.

Usage
  mobilepay-conformance [options]              run checks, or tell of them
  mobilepay-conformance compare A B [C…]       set runs side by side
  mobilepay-conformance facts REPORT…          what was seen of each known fact
  mobilepay-conformance profile from REPORT    a run as the switches of the mock
  mobilepay-conformance record FILE [options]  run checks of a provider elsewhere, and keep the run as a cassette
  mobilepay-conformance replay FILE [options]  run the same checks from a cassette, with no network
In a clone of the repository: npm run conformance -- [command] [options]. Each command has its own --help.

Who is tested
  --subject WHO         mock (default, started beside this process), sandbox-dk, sandbox-fi,
                        or the URL of a discovery document
  --url URL             the same as --subject URL
  --mock URL            a mock that runs elsewhere, such as http://localhost:4010; its control token is in
                        MOBILEPAY_MOCK_CONTROL_TOKEN
  --subject container   a mock in a container, started for the run; --image NAME is another image than the one
                        that npm run image --workspace mock-server makes
  --subject client      this project's client instead of a provider (family RP)
  --driver 'COMMAND'    any client, through a program that speaks docs/reference/driver-protocol.md
  --subject-file FILE   JSON: client, user and API of another vendor's provider, and what differs there;
                        a secret may be { "env": "NAME" }
  --environment NAME    which environment of the mock: all (default), sandbox-dk, sandbox-fi,
                        production-dk, production-fi
  --generation YEAR     2024 (default, Duende IdentityServer 6.2) or 2018 (IdentityServer4 2.x)
  --no-preflight        leave out the look at the configuration that comes before the checks of a URL

As whom, at a provider elsewhere
  --client-id ID, --redirect-uri URI
                        the client, as it is registered; its secret is in MOBILEPAY_CLIENT_SECRET, or asked for
  --merchant-vat VAT, --scope 'A B'
                        for whom and what it asks; by default no merchant, and openid invoice offline_access
  --login browser       you log in once, in your browser (default); codes are minted silently from that session
  --login script        Chromium does, with MOBILEPAY_USERNAME and MOBILEPAY_PASSWORD
  --refresh-token       no login: start from MOBILEPAY_REFRESH_TOKEN, for the families R and P
  --keep-refresh-token FILE
                        where the newest refresh token is kept when such a run ends
  --burn                checks may burn codes and refresh tokens
  --destructive         checks may revoke and replay, too
  --yes                 agree to the budget, which is printed before anything happens
  --resume DIR          go on with the run that was written to DIR: verdicts that stand are kept; of the same provider,
                        environments and generation
  --record FILE, --replay FILE
                        the same as the commands of that name
  --resolve HOST:PORT:ADDRESS:PORT
                        go to that address for the host, as curl does; may be given again
  --proxy URL           go through this HTTP proxy, such as a mock: http://localhost:4010
  --ca FILE             PEM of the authority to trust, in place of the usual ones

Which checks
  --check LIST          such as I-18 or D-03,K-01; may be given again
  --family LIST         such as T or D,K
  --only LIST           checks and families together: D-03,K
  --section LIST        what a section of a specification asks: oidcc-3.3.2.11, oidcc-3.3, rfc9700
  --level LIST          must, should, may
  --only-failed REPORT  what did not come through in a report.json of an earlier run
  --list                list the selected checks, and run nothing
  --explain CHECK       rule, facts, known deviations and what breaks it

How
  --deviations FILE     JSON: what these checks are expected to find, beside MobilePay's known deviations
  --history FILE        remember codes and tokens from run to run, as salted hashes: none may come again (C-19, R-23)
  --check-timeout SEC   seconds that each check has: 60 on this machine, 600 elsewhere; no request takes longer either
                        (10 seconds at most)

What comes out
  --out DIR             write the reports into DIR, and events.ndjson while the run goes on
  --report LIST         which: json, evidence, html, junit, sarif, earl, markdown; all by default
  --json                print the report (or list, or explanation) as JSON instead of text
  --help                this page

Examples
  npm run conformance -- --subject mock --environment all --out reports
  npm run conformance -- --environment sandbox-fi --generation 2018 --family K
  npm run conformance -- --subject client --check RP-39,RP-52
  npm run conformance -- --driver 'node my-driver.js' --family RP --out reports
  npm run conformance -- --section oidcc-3.3.2.11 --level must
  npm run conformance -- --url \\
    http://localhost:4010/sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration
  npm run conformance -- --url https://login.example/.well-known/openid-configuration \\
    --subject-file subject.json --deviations expected.json --out reports --report html,junit
  npm run conformance -- --only-failed reports/report.json
  npm run conformance -- --subject sandbox-dk --client-id ID --redirect-uri http://127.0.0.1:7890/ \\
    --merchant-vat DK12345674 --out reports

Exit codes
  0    nothing failed
  1    a check failed, or a known deviation is gone and the baseline is out of date
  2    the command or the configuration is wrong (verdict config); nothing else means much
  3    nothing failed, but some checks could not come to a judgment
  130  the run was interrupted; the reports have what ran, the rest is untested

MobilePay production is never tested.
`
