import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

/** Requests of the observation that are refused because their query is written with plus signs. */
const writtenWithPlus = `
  usual client-missing client-unknown client-disabled redirect-uri-missing
  redirect-uri-unregistered redirect-uri-suffix redirect-uri-query redirect-uri-fragment
  redirect-uri-case redirect-uri-port redirect-uri-userinfo redirect-uri-suffixed-host
  redirect-uri-other-path redirect-uri-subdomain redirect-uri-http redirect-uri-with-user
  redirect-uri-percent-encoded redirect-uri-trailing-slash redirect-uri-unregistered-none
  response-type-missing response-type-unknown response-type-code response-type-reversed
  response-type-token response-mode-missing response-mode-query response-mode-unknown
  challenge-missing challenge-short challenge-long challenge-method-missing
  challenge-method-plain challenge-method-unknown scope-missing scope-without-openid
  scope-reversed nonce-missing nonce-long state-missing state-long prompt-none
  prompt-none-login prompt-login max-age-word max-age-negative request-object request-uri
  parameter-unknown login-hint display id-token-hint locales-finnish vat-missing vat-empty
  vat-finnish vat-lower-case vat-swedish vat-7-digits vat-9-digits vat-space
  vat-without-country vat-script vat-unknown vat-of-another-user client-twice
  redirect-uri-twice state-twice nonce-twice response-type-twice vat-twice flow-not-allowed
  nonce-replayed prompt-none-signed-in second-merchant redirect-uri-with-registered-query
`

export const authorizeProofs: Proofs = {
  'redirect-uri-unregistered-accepted': {
    changes: {
      'authorize.redirect-uri-unregistered': 'fragment at https://evil.example/callback: code id_token scope state',
      'authorize.redirect-uri-userinfo': 'fragment at https://evil.example/callback: code id_token scope state',
      'authorize.redirect-uri-suffix':
        'fragment at https://integrator.example/callback/more: code id_token scope state',
      'authorize.redirect-uri-query':
        'fragment at https://integrator.example/callback?more=1: code id_token scope state',
      'authorize.redirect-uri-fragment':
        'fragment at https://integrator.example/callback: more#code id_token scope state',
      'authorize.redirect-uri-port': 'fragment at https://integrator.example:8443/callback: code id_token scope state',
      'authorize.redirect-uri-suffixed-host':
        'fragment at https://integrator.example.evil.example/callback: code id_token scope state',
      'authorize.redirect-uri-other-path': 'fragment at https://integrator.example/other: code id_token scope state',
      'authorize.redirect-uri-subdomain':
        'fragment at https://x.integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-http': 'fragment at http://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-percent-encoded':
        'fragment at https://integrator.example/%63allback: code id_token scope state',
      'authorize.redirect-uri-trailing-slash':
        'fragment at https://integrator.example/callback/: code id_token scope state',
      'authorize.redirect-uri-unregistered-none':
        'fragment at https://evil.example/callback: error=login_required state',
      'authorize.redirect-uri-twice':
        'fragment at http://127.0.0.1:7890/,https://evil.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-prefix-match': {
    changes: {
      'authorize.redirect-uri-suffix':
        'fragment at https://integrator.example/callback/more: code id_token scope state',
      'authorize.redirect-uri-query':
        'fragment at https://integrator.example/callback?more=1: code id_token scope state',
      'authorize.redirect-uri-fragment':
        'fragment at https://integrator.example/callback: more#code id_token scope state',
      'authorize.redirect-uri-trailing-slash':
        'fragment at https://integrator.example/callback/: code id_token scope state',
      'authorize.redirect-uri-twice':
        'fragment at http://127.0.0.1:7890/,https://evil.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-query-ignored': {
    changes: {
      'authorize.redirect-uri-query':
        'fragment at https://integrator.example/callback?more=1: code id_token scope state',
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-host-suffix-match': {
    changes: {
      'authorize.redirect-uri-port': 'fragment at https://integrator.example:8443/callback: code id_token scope state',
      'authorize.redirect-uri-subdomain':
        'fragment at https://x.integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-http': 'fragment at http://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-port-ignored': {
    changes: {
      'authorize.redirect-uri-port': 'fragment at https://integrator.example:8443/callback: code id_token scope state',
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-scheme-ignored': {
    changes: {
      'authorize.redirect-uri-http': 'fragment at http://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-trailing-slash-ignored': {
    changes: {
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-trailing-slash':
        'fragment at https://integrator.example/callback/: code id_token scope state',
    },
  },
  'redirect-uri-path-ignored': {
    changes: {
      'authorize.redirect-uri-suffix':
        'fragment at https://integrator.example/callback/more: code id_token scope state',
      'authorize.redirect-uri-query':
        'fragment at https://integrator.example/callback?more=1: code id_token scope state',
      'authorize.redirect-uri-fragment':
        'fragment at https://integrator.example/callback: more#code id_token scope state',
      'authorize.redirect-uri-other-path': 'fragment at https://integrator.example/other: code id_token scope state',
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-percent-encoded':
        'fragment at https://integrator.example/%63allback: code id_token scope state',
      'authorize.redirect-uri-trailing-slash':
        'fragment at https://integrator.example/callback/: code id_token scope state',
      'authorize.redirect-uri-twice':
        'fragment at http://127.0.0.1:7890/,https://evil.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-userinfo-ignored': {
    changes: {
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
    },
  },
  'redirect-uri-fragment-accepted': {
    changes: {
      'authorize.redirect-uri-fragment':
        'fragment at https://integrator.example/callback: more#code id_token scope state',
    },
  },
  'redirect-uri-percent-decoded': {
    changes: {
      'authorize.redirect-uri-with-user': 'fragment at https://integrator.example/callback: code id_token scope state',
      'authorize.redirect-uri-percent-encoded':
        'fragment at https://integrator.example/%63allback: code id_token scope state',
    },
  },
  'redirect-uri-missing-accepted': {
    changes: {
      'authorize.redirect-uri-missing': 'fragment: code id_token scope state',
    },
  },
  'open-redirector': {
    changes: {
      'authorize.client-missing': 'query: error=invalid_request state',
      'authorize.client-unknown': 'query: error=invalid_request state',
      'authorize.redirect-uri-unregistered': 'query at https://evil.example/callback: error=invalid_request state',
      'authorize.redirect-uri-unregistered-none': 'query at https://evil.example/callback: error=invalid_request state',
      'authorize.redirect-uri-userinfo': 'query at https://evil.example/callback: error=invalid_request state',
      'authorize.redirect-uri-suffix': 'query at https://integrator.example/callback/more: error=invalid_request state',
      'authorize.redirect-uri-query': 'query at https://integrator.example/callback: more error=invalid_request state',
      'authorize.redirect-uri-fragment': 'fragment at https://integrator.example/callback: more?error state',
      'authorize.redirect-uri-port': 'query at https://integrator.example:8443/callback: error=invalid_request state',
      'authorize.redirect-uri-suffixed-host':
        'query at https://integrator.example.evil.example/callback: error=invalid_request state',
      'authorize.redirect-uri-other-path': 'query at https://integrator.example/other: error=invalid_request state',
      'authorize.redirect-uri-subdomain': 'query at https://x.integrator.example/callback: error=invalid_request state',
      'authorize.redirect-uri-http': 'query at http://integrator.example/callback: error=invalid_request state',
      'authorize.redirect-uri-with-user': 'query at https://integrator.example/callback: error=invalid_request state',
      'authorize.redirect-uri-percent-encoded':
        'query at https://integrator.example/%63allback: error=invalid_request state',
      'authorize.redirect-uri-trailing-slash':
        'query at https://integrator.example/callback/: error=invalid_request state',
    },
  },
  'nonce-replay-accepted': {
    changes: {
      'authorize.nonce-replayed': 'fragment: code id_token scope state',
    },
  },
  'pkce-optional': {
    changes: {
      'authorize.challenge-missing': 'fragment: code id_token scope state',
    },
  },
  'pkce-plain-accepted': {
    changes: {
      'authorize.challenge-method-missing': 'fragment: code id_token scope state',
      'authorize.challenge-method-plain': 'fragment: code id_token scope state',
      'token.verifier-equals-challenge': '200',
    },
  },
  'pkce-method-unknown-accepted': {
    changes: {
      'authorize.challenge-method-unknown': 'fragment: code id_token scope state',
    },
  },
  'code-challenge-length-unchecked': {
    changes: {
      'authorize.challenge-long': 'fragment: code id_token scope state',
      'authorize.challenge-short': 'fragment: code id_token scope state',
    },
  },
  'nonce-missing-accepted': {
    changes: {
      'authorize.nonce-missing': 'fragment: code id_token scope state',
    },
  },
  'scope-without-openid-accepted': {
    changes: {
      'authorize.scope-without-openid': 'fragment: code id_token scope state',
    },
  },
  'scope-unknown-granted': {
    changes: {
      'authorize.scope-not-allowed': 'fragment: code id_token scope state',
      'authorize.scope-twice': 'fragment: code id_token scope state',
      'authorize.scope-unknown': 'fragment: code id_token scope state',
    },
  },
  'client-disabled-accepted': {
    changes: {
      'authorize.client-disabled': 'fragment: code id_token scope state',
    },
  },
  'grant-type-not-allowed-accepted': {
    changes: {
      'authorize.response-type-code': 'query: code scope state iss',
      'authorize.flow-not-allowed': 'fragment: code id_token scope state',
    },
  },
  'response-type-missing-accepted': {
    changes: {
      'authorize.response-type-missing': 'fragment: code id_token scope state',
    },
  },
  'response-type-unknown-accepted': {
    changes: {
      'authorize.response-type-twice': 'fragment: code id_token scope state',
      'authorize.response-type-unknown': 'fragment: code id_token scope state',
    },
  },
  'response-mode-query-accepted': {
    changes: {
      'authorize.response-mode-query': 'query: code id_token scope state',
    },
  },
  'response-mode-unknown-accepted': {
    changes: {
      'authorize.response-mode-unknown': 'query: code id_token scope state',
    },
  },
  'repeated-parameter-last-wins': {
    changes: {
      'authorize.client-twice': 'fragment: code id_token scope state',
      'authorize.scope-twice': 'fragment: code id_token scope state',
      'authorize.vat-twice': 'fragment: code id_token scope state',
      'authorize.response-type-twice': 'page error: unauthorized_client',
      'token.code-twice-good-last': '200',
    },
  },
  'prompt-none-with-another-accepted': {
    changes: {
      'authorize.prompt-none-login': 'fragment: error=login_required state',
    },
  },
  'max-age-invalid-accepted': {
    changes: {
      'authorize.max-age-negative': 'fragment: code id_token scope state',
      'authorize.max-age-word': 'fragment: code id_token scope state',
    },
  },
  'request-object-accepted': {
    changes: {
      'authorize.request-object': 'fragment: code id_token scope state',
      'authorize.request-uri': 'fragment: code id_token scope state',
    },
  },
  'unknown-parameter-refused': {
    changes: {
      'authorize.parameter-unknown': 'page error: invalid_request',
    },
  },
  'scope-order-matters': {
    changes: {
      'authorize.scope-reversed': 'page error: invalid_scope',
      'authorize.scope-without-openid': 'page error: invalid_scope',
    },
  },
  'response-type-order-matters': {
    changes: {
      'authorize.response-type-reversed': 'page error: unsupported_response_type',
    },
  },
  'parameter-order-matters': {
    changes: {
      'authorize.by-post': 'page error: invalid_request',
      'authorize.response-type-missing': 'page error: invalid_request',
    },
  },
  'query-plus-not-decoded': {
    parts: ['authorize'],
    changes: {
      [`authorize.{${writtenWithPlus.trim().split(/\s+/).join(',')}}`]: 'page error: invalid_scope',
      'authorize.{long-state,state-of-error}': 'none',
    },
  },
  'login-hint-refused': {
    changes: {
      'fragment.callback.status': '200',
      'second.callback.status': '200',
      'fragment.callback.fields': gone,
      'fragment.callback.target': gone,
      'second.callback.fields': gone,
      'second.callback.target': gone,
      'fragment.api.body.MerchantId': gone,
      'fragment.api.headers.content-type': gone,
      'fragment.api.headers.transfer-encoding': gone,
      'fragment.callback.fields.*': gone,
      'fragment.callback.front.**': gone,
      '*.callback.headers.content-length': gone,
      'fragment.callback.headers.pragma': gone,
      'fragment.callback.headers.set-cookie': gone,
      'fragment.{tokens,refresh-1,refresh-2}.access.**': gone,
      'fragment.{tokens,refresh-1,refresh-2}.back.**': gone,
      'fragment.{tokens,refresh-1,refresh-2}.body.access_token': gone,
      'fragment.{tokens,refresh-1,refresh-2}.body.expires_in': gone,
      'fragment.{tokens,refresh-1,refresh-2}.body.id_token': gone,
      'fragment.{tokens,refresh-1,refresh-2}.body.refresh_token': gone,
      'fragment.{tokens,refresh-1,refresh-2}.body.scope': gone,
      'fragment.{tokens,refresh-1,refresh-2}.body.token_type': gone,
      'second.api.body.MerchantId': gone,
      'second.api.headers.content-type': gone,
      'second.api.headers.transfer-encoding': gone,
      'second.callback.fields.*': gone,
      'second.callback.front.**': gone,
      'second.callback.headers.pragma': gone,
      'second.{tokens,refresh-1,refresh-2}.access.**': gone,
      'second.{tokens,refresh-1,refresh-2}.back.**': gone,
      'second.{tokens,refresh-1,refresh-2}.body.access_token': gone,
      'second.{tokens,refresh-1,refresh-2}.body.expires_in': gone,
      'second.{tokens,refresh-1,refresh-2}.body.id_token': gone,
      'second.{tokens,refresh-1,refresh-2}.body.refresh_token': gone,
      'second.{tokens,refresh-1,refresh-2}.body.scope': gone,
      'second.{tokens,refresh-1,refresh-2}.body.token_type': gone,
      'fragment.callback.headers.cache-control': 'no-store',
      'second.callback.headers.cache-control': 'no-store',
      'authorize.login-hint': 'page error: invalid_request',
      'fragment.callback.way': 'page error: invalid_request',
      'second.callback.way': 'page error: invalid_request',
      'fragment.{tokens,refresh-1,refresh-2}.status': '400',
      'second.{tokens,refresh-1,refresh-2}.status': '400',
      'fragment.api.status': '401',
      'second.api.status': '401',
      'fragment.callback.headers.content-type': 'text/html; charset=UTF-8',
      'second.callback.headers.content-type': 'text/html; charset=UTF-8',
      'fragment.callback.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; frame-ancestors 'none'; base-uri 'none'",
      'second.callback.headers.content-security-policy':
        "default-src 'none'; style-src 'sha256-TM3kvC+EZxsCptUir4val8hlDYkE6jQkUeM2+ZJFWfQ='; img-src data:; frame-ancestors 'none'; base-uri 'none'",
      '*.callback.headers.x-frame-options': 'DENY',
      '*.callback.headers.x-content-type-options': 'nosniff',
      'fragment.callback.headers.referrer-policy': 'no-referrer',
      'second.callback.headers.referrer-policy': 'no-referrer',
      'fragment.callback.headers.transfer-encoding': 'chunked',
      'second.callback.headers.transfer-encoding': 'chunked',
      '*.tokens.body.error': '"invalid_grant"',
      '*.{refresh-1,refresh-2}.body.error': '"invalid_request"',
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'ui-locales-refused': {
    changes: {
      'authorize.locales-finnish': 'page error: invalid_request',
    },
  },
  'display-refused': {
    changes: {
      'authorize.display': 'page error: invalid_request',
    },
  },
  'id-token-hint-refused': {
    changes: {
      'authorize.id-token-hint': 'page error: invalid_request',
    },
  },
  'authorize-post-refused': {
    changes: {
      'authorize.by-post': 'page error: invalid_request',
    },
  },
  'prompt-none-shows-login': {
    changes: {
      'authorize.prompt-none': 'page login',
      'pages.prompt-none-nobody': 'page login',
      'authorize.state-of-error': 'none',
    },
  },
  'prompt-none-always-fails': {
    changes: {
      'authorize.prompt-none-signed-in': 'fragment: error=login_required state',
      'pages.prompt-none-standing': 'fragment: error=login_required state',
    },
  },
  'prompt-login-ignored': {
    changes: {
      'pages.prompt-login': 'fragment: code id_token scope state',
    },
  },
  'max-age-ignored': {
    changes: {
      'pages.max-age-over': 'fragment: code id_token scope state',
    },
  },
  'max-age-always-asks': {
    changes: {
      'pages.max-age-under': 'page login',
    },
  },
  'auth-time-missing-with-max-age': {
    changes: {
      'post.callback.front.claims.auth_time': gone,
    },
  },
  'consent-asked-every-time': {
    changes: {
      'authorize.by-post': 'page consent',
      'authorize.display': 'page consent',
      'authorize.id-token-hint': 'page consent',
      'authorize.locales-finnish': 'page consent',
      'authorize.nonce-replayed': 'page consent',
      'authorize.nonce-twice': 'page consent',
      'authorize.parameter-unknown': 'page consent',
      'authorize.prompt-login': 'page consent',
      'authorize.prompt-none-signed-in': 'page consent',
      'authorize.redirect-uri-case': 'page consent',
      'authorize.redirect-uri-with-registered-query': 'page consent',
      'authorize.response-mode-missing': 'page consent',
      'authorize.response-type-reversed': 'page consent',
      'authorize.scope-reversed': 'page consent',
      'authorize.second-merchant': 'page consent',
      'authorize.state-long': 'page consent',
      'authorize.state-missing': 'page consent',
      'authorize.state-twice': 'page consent',
      'authorize.usual': 'page consent',
      'authorize.vat-empty': 'page consent',
      'authorize.vat-missing': 'page consent',
      'pages.max-age-under': 'page consent',
      'pages.prompt-none-standing': 'page consent',
      'pages.standing-consent': 'page consent',
      'authorize.long-state': 'none',
    },
  },
  'consent-never-asked': {
    changes: {
      'pages.*.consent.headers.content-security-policy':
        "default-src 'none'; script-src 'sha256-orD0/VhH8hLqrLxKHD/HUEMdwqX6/0ve7c5hspX5VJ8='",
      'pages.*.consent.headers.x-content-security-policy':
        "default-src 'none'; script-src 'sha256-orD0/VhH8hLqrLxKHD/HUEMdwqX6/0ve7c5hspX5VJ8='",
      'pages.*.answer.status': gone,
      'pages.*.answer.headers.*': gone,
      'pages.*.consent.headers.x-content-type-options': gone,
      'pages.*.consent.headers.x-frame-options': gone,
      'pages.*.consent.headers.cache-control': 'no-store, no-cache, max-age=0',
      'pages.*.consent.outcome': 'form_post: code id_token scope state',
      'pages.*.consent.statuses': '302 200',
      'pages.*.consent.page':
        "<html><head><!-- Mock, for tests only: this page does not come from MobilePay. --><meta http-equiv='X-UA-Compatible' content='IE=edge' /><base target='_self'/></head><body><form method='post' action><input type='hidden' name='code' value />\n<input type='hidden' name='id_token' value />\n<input type='\u2026 (615, #5c97f560)",
      'pages.*.answer.outcome': 'bare: ',
      'pages.*.answer.page': '',
      'pages.*.answer.statuses': '',
      'pages.prompt-none-standing': 'fragment: error=consent_required state',
      'pages.*.consent.headers.expires': 'Thu, 01 Jan 1970 00:00:00 GMT',
      'pages.*.consent.headers.pragma': 'no-cache',
    },
  },
  'denial-answered-with-code': {
    changes: {
      'pages.denied.answer.outcome': 'form_post: code id_token scope state',
      'pages.denied.answer.page':
        "<html><head><!-- Mock, for tests only: this page does not come from MobilePay. --><meta http-equiv='X-UA-Compatible' content='IE=edge' /><base target='_self'/></head><body><form method='post' action><input type='hidden' name='code' value />\n<input type='hidden' name='id_token' value />\n<input type='\u2026 (615, #5c97f560)",
    },
  },
}
