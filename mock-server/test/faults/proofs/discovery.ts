import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const discoveryProofs: Proofs = {
  'discovery-issuer-trailing-slash': {
    changes: {
      'discovery.*.body.issuer': '"https://api.mobilepay.dk/merchant/"',
    },
  },
  'discovery-issuer-of-other-environment': {
    changes: {
      'discovery.*.body.issuer': '"https://api.sandbox.mobilepay.dk/merchant"',
    },
  },
  'discovery-issuer-http': {
    changes: {
      'discovery.*.body.issuer': '"http://api.mobilepay.dk/merchant"',
    },
  },
  'discovery-issuer-mismatch': {
    changes: {
      'discovery.*.body.issuer': '"https://evil.example"',
    },
  },
  'discovery-issuer-with-query': {
    changes: {
      'discovery.*.body.issuer': '"https://api.mobilepay.dk/merchant?tenant=1"',
    },
  },
  'discovery-issuer-missing': {
    changes: {
      'discovery.*.body.issuer': gone,
      'discovery.*.first': 'jwks_uri',
    },
  },
  'discovery-issuer-null': {
    changes: {
      'discovery.*.body.issuer': 'null',
    },
  },
  'discovery-issuer-empty': {
    changes: {
      'discovery.*.body.issuer': '""',
    },
  },
  'discovery-issuer-number': {
    changes: {
      'discovery.*.body.issuer': '42',
    },
  },
  'discovery-issuer-array': {
    changes: {
      'discovery.*.body.issuer': '["https://api.mobilepay.dk/merchant"]',
    },
  },
  'discovery-authorization-endpoint-missing': {
    changes: {
      'discovery.*.body.authorization_endpoint': gone,
    },
  },
  'discovery-authorization-endpoint-elsewhere': {
    changes: {
      'discovery.again.body.authorization_endpoint':
        '"http://evil.example{path}/sandprod-admin.mobilepay.dk/account/connect/authorize"',
      'discovery.alternative.body.authorization_endpoint':
        '"http://evil.example{path}/sandprod-admin.mobilepay.dk/account/connect/authorize"',
      'discovery.sandbox-dk.body.authorization_endpoint':
        '"http://evil.example{path}/sandprod-admin.mobilepay.dk/account/connect/authorize"',
      'discovery.sandbox-fi.body.authorization_endpoint':
        '"http://evil.example{path}/sandprod-admin.mobilepay.fi/account/connect/authorize"',
      'discovery.production-dk.body.authorization_endpoint':
        '"http://evil.example{path}/admin.mobilepay.dk/account/connect/authorize"',
      'discovery.production-fi.body.authorization_endpoint':
        '"http://evil.example{path}/admin.mobilepay.fi/account/connect/authorize"',
    },
  },
  'discovery-authorization-endpoint-relative': {
    changes: {
      'discovery.again.body.authorization_endpoint': '"{path}/sandprod-admin.mobilepay.dk/account/connect/authorize"',
      'discovery.alternative.body.authorization_endpoint':
        '"{path}/sandprod-admin.mobilepay.dk/account/connect/authorize"',
      'discovery.sandbox-dk.body.authorization_endpoint':
        '"{path}/sandprod-admin.mobilepay.dk/account/connect/authorize"',
      'discovery.sandbox-fi.body.authorization_endpoint':
        '"{path}/sandprod-admin.mobilepay.fi/account/connect/authorize"',
      'discovery.production-dk.body.authorization_endpoint': '"{path}/admin.mobilepay.dk/account/connect/authorize"',
      'discovery.production-fi.body.authorization_endpoint': '"{path}/admin.mobilepay.fi/account/connect/authorize"',
    },
  },
  'discovery-authorization-endpoint-with-fragment': {
    changes: {
      'discovery.again.body.authorization_endpoint':
        '"{world}/sandprod-admin.mobilepay.dk/account/connect/authorize#part"',
      'discovery.alternative.body.authorization_endpoint':
        '"{world}/sandprod-admin.mobilepay.dk/account/connect/authorize#part"',
      'discovery.sandbox-dk.body.authorization_endpoint':
        '"{world}/sandprod-admin.mobilepay.dk/account/connect/authorize#part"',
      'discovery.sandbox-fi.body.authorization_endpoint':
        '"{world}/sandprod-admin.mobilepay.fi/account/connect/authorize#part"',
      'discovery.production-dk.body.authorization_endpoint':
        '"{world}/admin.mobilepay.dk/account/connect/authorize#part"',
      'discovery.production-fi.body.authorization_endpoint':
        '"{world}/admin.mobilepay.fi/account/connect/authorize#part"',
    },
  },
  'discovery-authorization-endpoint-file': {
    changes: {
      'discovery.*.body.authorization_endpoint': '"file:///etc/passwd"',
    },
  },
  'discovery-authorization-endpoint-number': {
    changes: {
      'discovery.*.body.authorization_endpoint': '42',
    },
  },
  'discovery-authorization-endpoint-null': {
    changes: {
      'discovery.*.body.authorization_endpoint': 'null',
    },
  },
  'discovery-authorization-endpoint-empty': {
    changes: {
      'discovery.*.body.authorization_endpoint': '""',
    },
  },
  'discovery-authorization-endpoint-array': {
    changes: {
      'discovery.again.body.authorization_endpoint':
        '["{world}/sandprod-admin.mobilepay.dk/account/connect/authorize"]',
      'discovery.alternative.body.authorization_endpoint':
        '["{world}/sandprod-admin.mobilepay.dk/account/connect/authorize"]',
      'discovery.sandbox-dk.body.authorization_endpoint':
        '["{world}/sandprod-admin.mobilepay.dk/account/connect/authorize"]',
      'discovery.sandbox-fi.body.authorization_endpoint':
        '["{world}/sandprod-admin.mobilepay.fi/account/connect/authorize"]',
      'discovery.production-dk.body.authorization_endpoint': '["{world}/admin.mobilepay.dk/account/connect/authorize"]',
      'discovery.production-fi.body.authorization_endpoint': '["{world}/admin.mobilepay.fi/account/connect/authorize"]',
    },
  },
  'discovery-token-endpoint-missing': {
    changes: {
      'discovery.*.body.token_endpoint': gone,
    },
  },
  'discovery-token-endpoint-elsewhere': {
    changes: {
      'discovery.again.body.token_endpoint':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.alternative.body.token_endpoint':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.sandbox-dk.body.token_endpoint':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.sandbox-fi.body.token_endpoint':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.production-dk.body.token_endpoint':
        '"http://evil.example{path}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.production-fi.body.token_endpoint':
        '"http://evil.example{path}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
    },
  },
  'discovery-token-endpoint-relative': {
    changes: {
      'discovery.again.body.token_endpoint':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.alternative.body.token_endpoint':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.sandbox-dk.body.token_endpoint':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.sandbox-fi.body.token_endpoint':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.production-dk.body.token_endpoint':
        '"{path}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.production-fi.body.token_endpoint':
        '"{path}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
    },
  },
  'discovery-token-endpoint-with-fragment': {
    changes: {
      'discovery.again.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token#part"',
      'discovery.alternative.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token#part"',
      'discovery.sandbox-dk.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token#part"',
      'discovery.sandbox-fi.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token#part"',
      'discovery.production-dk.body.token_endpoint':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token#part"',
      'discovery.production-fi.body.token_endpoint':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token#part"',
    },
  },
  'discovery-token-endpoint-file': {
    changes: {
      'discovery.*.body.token_endpoint': '"file:///etc/passwd"',
    },
  },
  'discovery-token-endpoint-number': {
    changes: {
      'discovery.*.body.token_endpoint': '42',
    },
  },
  'discovery-token-endpoint-null': {
    changes: {
      'discovery.*.body.token_endpoint': 'null',
    },
  },
  'discovery-token-endpoint-empty': {
    changes: {
      'discovery.*.body.token_endpoint': '""',
    },
  },
  'discovery-token-endpoint-array': {
    changes: {
      'discovery.again.body.token_endpoint':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"]',
      'discovery.alternative.body.token_endpoint':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"]',
      'discovery.sandbox-dk.body.token_endpoint':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"]',
      'discovery.sandbox-fi.body.token_endpoint':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"]',
      'discovery.production-dk.body.token_endpoint':
        '["{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"]',
      'discovery.production-fi.body.token_endpoint':
        '["{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"]',
    },
  },
  'discovery-jwks-uri-missing': {
    changes: {
      'discovery.*.body.jwks_uri': gone,
    },
  },
  'discovery-jwks-uri-elsewhere': {
    changes: {
      'discovery.again.body.jwks_uri':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.alternative.body.jwks_uri':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.sandbox-dk.body.jwks_uri':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.sandbox-fi.body.jwks_uri':
        '"http://evil.example{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.production-dk.body.jwks_uri':
        '"http://evil.example{path}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.production-fi.body.jwks_uri':
        '"http://evil.example{path}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
    },
  },
  'discovery-jwks-uri-relative': {
    changes: {
      'discovery.again.body.jwks_uri':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.alternative.body.jwks_uri':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.sandbox-dk.body.jwks_uri':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.sandbox-fi.body.jwks_uri':
        '"{path}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.production-dk.body.jwks_uri':
        '"{path}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
      'discovery.production-fi.body.jwks_uri':
        '"{path}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"',
    },
  },
  'discovery-jwks-uri-with-fragment': {
    changes: {
      'discovery.again.body.jwks_uri':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks#part"',
      'discovery.alternative.body.jwks_uri':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks#part"',
      'discovery.sandbox-dk.body.jwks_uri':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks#part"',
      'discovery.sandbox-fi.body.jwks_uri':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks#part"',
      'discovery.production-dk.body.jwks_uri':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks#part"',
      'discovery.production-fi.body.jwks_uri':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks#part"',
    },
  },
  'discovery-jwks-uri-file': {
    changes: {
      'discovery.*.body.jwks_uri': '"file:///etc/passwd"',
    },
  },
  'discovery-jwks-uri-number': {
    changes: {
      'discovery.*.body.jwks_uri': '42',
    },
  },
  'discovery-jwks-uri-null': {
    changes: {
      'discovery.*.body.jwks_uri': 'null',
    },
  },
  'discovery-jwks-uri-empty': {
    changes: {
      'discovery.*.body.jwks_uri': '""',
    },
  },
  'discovery-jwks-uri-array': {
    changes: {
      'discovery.again.body.jwks_uri':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"]',
      'discovery.alternative.body.jwks_uri':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"]',
      'discovery.sandbox-dk.body.jwks_uri':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"]',
      'discovery.sandbox-fi.body.jwks_uri':
        '["{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"]',
      'discovery.production-dk.body.jwks_uri':
        '["{world}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"]',
      'discovery.production-fi.body.jwks_uri':
        '["{world}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks"]',
    },
  },
  'discovery-host-of-other-stage': {
    changes: {
      'discovery.again.body.token_endpoint':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.alternative.body.token_endpoint':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.sandbox-dk.body.token_endpoint':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.sandbox-fi.body.token_endpoint':
        '"{world}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.production-dk.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
      'discovery.production-fi.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token"',
    },
  },
  'discovery-end-session-endpoint-missing': {
    changes: {
      'discovery.*.body.end_session_endpoint': gone,
    },
  },
  'discovery-revocation-endpoint-missing': {
    changes: {
      'discovery.*.body.revocation_endpoint': gone,
    },
  },
  'discovery-introspection-endpoint-missing': {
    changes: {
      'discovery.*.body.introspection_endpoint': gone,
    },
  },
  'discovery-revocation-endpoint-elsewhere': {
    changes: {
      'discovery.*.body.revocation_endpoint': '"https://evil.example/revocation"',
    },
  },
  'discovery-end-session-endpoint-elsewhere': {
    changes: {
      'discovery.*.body.end_session_endpoint': '"https://evil.example/endsession"',
    },
  },
  'discovery-hybrid-not-supported': {
    changes: {
      'discovery.*.body.response_types_supported':
        '["code","token","id_token","id_token token","code token","code id_token token"]',
    },
  },
  'discovery-response-types-supported-missing': {
    changes: {
      'discovery.*.body.response_types_supported': gone,
    },
  },
  'discovery-form-post-not-supported': {
    changes: {
      'discovery.*.body.response_modes_supported': '["query"]',
    },
  },
  'discovery-response-modes-supported-missing': {
    changes: {
      'discovery.*.body.response_modes_supported': gone,
    },
  },
  'discovery-subject-types-supported-missing': {
    changes: {
      'discovery.*.body.subject_types_supported': gone,
    },
  },
  'discovery-subject-types-unknown': {
    changes: {
      'discovery.*.body.subject_types_supported': '["secret"]',
    },
  },
  'discovery-id-token-signing-alg-values-supported-missing': {
    changes: {
      'discovery.*.body.id_token_signing_alg_values_supported': gone,
    },
  },
  'discovery-alg-none-offered': {
    changes: {
      'discovery.*.body.id_token_signing_alg_values_supported': '["RS256","none"]',
    },
  },
  'discovery-alg-hs256-only': {
    changes: {
      'discovery.*.body.id_token_signing_alg_values_supported': '["HS256"]',
    },
  },
  'discovery-s256-not-supported': {
    changes: {
      'discovery.*.body.code_challenge_methods_supported': '["plain"]',
    },
  },
  'discovery-code-challenge-methods-supported-missing': {
    changes: {
      'discovery.*.body.code_challenge_methods_supported': gone,
    },
  },
  'discovery-client-secret-post-not-supported': {
    changes: {
      'discovery.*.body.token_endpoint_auth_methods_supported': '["client_secret_basic"]',
    },
  },
  'discovery-token-endpoint-auth-methods-supported-missing': {
    changes: {
      'discovery.*.body.token_endpoint_auth_methods_supported': gone,
    },
  },
  'discovery-scopes-string': {
    changes: {
      'discovery.*.body.scopes_supported':
        '"openid invoice subscriptions transactionreporting merchantpayments webhooks"',
    },
  },
  'discovery-response-types-string': {
    changes: {
      'discovery.*.body.response_types_supported': '"code id_token"',
    },
  },
  'discovery-response-types-empty': {
    changes: {
      'discovery.*.body.response_types_supported': '[]',
    },
  },
  'discovery-openid-not-supported': {
    changes: {
      'discovery.*.body.scopes_supported':
        '["invoice","subscriptions","transactionreporting","merchantpayments","webhooks"]',
    },
  },
  'discovery-refresh-token-not-supported': {
    changes: {
      'discovery.*.body.grant_types_supported': '["authorization_code","client_credentials","hybrid"]',
    },
  },
  'discovery-iss-parameter-string': {
    changes: {
      'discovery.*.body.authorization_response_iss_parameter_supported': '"true"',
    },
  },
  'discovery-content-type-html': {
    changes: {
      'discovery.*.headers.content-type': 'text/html; charset=UTF-8',
    },
  },
  'discovery-alternates-between-nodes': {
    changes: {
      'discovery.again.body.token_endpoint':
        '"{world}/api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/token2"',
      'discovery.again.body.scopes_supported': '["openid"]',
    },
  },
  'discovery-issuer-duplicated': {
    changes: {
      'discovery.*.body.issuer': '"https://evil.example"',
      'discovery.*.repeated': 'issuer',
    },
  },
  'discovery-empty': {
    changes: {
      'discovery.*.body.*': gone,
      'discovery.*.first': '',
    },
  },
  'discovery-member-added': {
    changes: {
      'discovery.*.body.added_in_a_later_version': '{"nested":[true]}',
    },
  },
  'discovery-reordered': {
    changes: {
      'discovery.*.first': 'backchannel_user_code_parameter_supported',
    },
  },
  'discovery-members-set': {
    changes: {
      'discovery.*.body.issuer': '"https://set.example"',
      'discovery.*.body.jwks_uri': gone,
    },
    order: { parameters: { set: { issuer: 'https://set.example' }, remove: ['jwks_uri'] } },
  },
}
