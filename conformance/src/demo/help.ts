export const help = `Plays MobilePay's whole consent flow in front of you: discovery, consent, callback, tokens,
refresh and the first API call, each step with what was sent and what came back.

A mock of MobilePay is started in this process and ends with it; nothing leaves this computer.
Secrets, codes and tokens are hidden.

Usage
  npm run demo -- [options]

Options
  --environment NAME    sandbox-dk, sandbox-fi, production-dk, production-fi or all;
                        may be given more than once (default: sandbox-dk, then sandbox-fi)
  --response-mode MODE  how the answer gets from the browser to the integrator:
                        form_post (default) or fragment
  --generation YEAR     2024 (default, Duende IdentityServer 6.2) or 2018 (IdentityServer4 2.x)
  --json                one line of JSON per step, and one at the end
  --help                this page

Examples
  npm run demo
  npm run demo -- --environment sandbox-fi
  npm run demo -- --environment all --response-mode fragment
  npm run --silent demo -- --json | jq .title

Exit codes
  0  every merchant's id was received
  1  a step failed
  2  the options are wrong; nothing was played
`
