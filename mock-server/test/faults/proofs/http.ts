import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const httpProofs: Proofs = {
  'http-oversized': {
    changes: {
      'keys.production.length': '3149124',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' }, parameters: { megabytes: 3 } },
  },
  'http-stack-trace-in-refusals': {
    changes: {
      'refresh.expired': '400',
      'refresh.missing': '400',
      'refresh.other-client': '400',
      'refresh.replayed': '400',
      'refresh.unknown': '400',
      'refresh.wrong-secret': '400',
      'token.basic-wrong': '400',
      'token.by-get': '400',
      'token.by-json': '400',
      'token.client-disabled': '400',
      'token.client-missing': '400',
      'token.client-other': '400',
      'token.client-unknown': '400',
      'token.code-again': '400',
      'token.code-expired': '400',
      'token.code-missing': '400',
      'token.code-of-another': '400',
      'token.code-twice': '400',
      'token.code-unknown': '400',
      'token.credentials-in-query': '400',
      'token.grant-type-client-credentials': '400',
      'token.grant-type-missing': '400',
      'token.grant-type-password': '400',
      'token.grant-type-unknown': '400',
      'token.redirect-uri-missing': '400',
      'token.redirect-uri-other': '400',
      'token.redirect-uri-prefix': '400',
      'token.secret-missing': '400',
      'token.secret-wrong': '400',
      'token.verifier-equals-challenge': '400',
      'token.verifier-long': '400',
      'token.verifier-missing': '400',
      'token.verifier-short': '400',
      'token.verifier-wrong': '400',
      '*.*.body.error': gone,
      'token-methods.*.body':
        '{"error":"invalid_request"}\n   at Mock.Validation.TokenRequestValidator.ValidateAsync() in /src/TokenRequestValidator.cs:line 42\n',
      'token-error.code.body':
        '{"error":"invalid_grant"}\n   at Mock.Validation.TokenRequestValidator.ValidateAsync() in /src/TokenRequestValidator.cs:line 42\n',
      'token-error.secret.body':
        '{"error":"invalid_client"}\n   at Mock.Validation.TokenRequestValidator.ValidateAsync() in /src/TokenRequestValidator.cs:line 42\n',
      'token.code-twice-good-last': '400',
    },
    parts: ['refresh', 'token'],
    order: { target: { endpoint: 'token' } },
  },
  'http-cors-reflected': {
    changes: {
      'token-methods.from-origin.headers.access-control-allow-origin': 'https://evil.example',
      'token-methods.from-origin.headers.access-control-allow-credentials': 'true',
    },
    parts: ['token'],
    order: { target: { endpoint: 'token' } },
  },
  'http-trace-answered': {
    changes: {
      'token-methods.options.status': '200',
      'token-methods.options.headers.content-type': 'message/http',
      'token-methods.options.body.error': gone,
      'token-methods.options.headers.cache-control': gone,
      'token-methods.options.headers.pragma': gone,
      'token-methods.options.body.host': '"{host}"',
      'token-methods.options.body.connection': '"keep-alive"',
    },
    parts: ['token'],
    order: { target: { endpoint: 'token' } },
  },
  'http-status': {
    changes: {
      'keys.production.status': '500',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-500': {
    changes: {
      'keys.production.status': '500',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-502': {
    changes: {
      'keys.production.status': '502',
      'keys.production.headers.content-type': 'text/html; charset=UTF-8',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '<!doctype html><html lang="en"><title>Mock</title><h1>Mock: service unavailable</h1></html>',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-503': {
    changes: {
      'keys.production.status': '503',
      'keys.production.headers.content-type': 'text/html; charset=UTF-8',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.retry-after': '1',
      'keys.production.body':
        '<!doctype html><html lang="en"><title>Mock</title><h1>Mock: service unavailable</h1></html>',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-504': {
    changes: {
      'keys.production.status': '504',
      'keys.production.headers.content-type': 'text/html; charset=UTF-8',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '<!doctype html><html lang="en"><title>Mock</title><h1>Mock: service unavailable</h1></html>',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-500-after': {
    changes: {
      'keys.production.status': '500',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-429': {
    changes: {
      'keys.production.status': '429',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
      'keys.production.headers.retry-after': '1',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-429-without-retry-after': {
    changes: {
      'keys.production.status': '429',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-404': {
    changes: {
      'keys.production.status': '404',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-empty-200': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-204': {
    changes: {
      'keys.production.status': '204',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-html-instead': {
    changes: {
      'keys.production.headers.content-type': 'text/html; charset=UTF-8',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '<!doctype html><html lang="en"><title>Mock</title><h1>Mock: service unavailable</h1></html>',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-content-type-wrong': {
    changes: {
      'keys.production.headers.content-type': 'text/html; charset=UTF-8',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-content-type-text': {
    changes: {
      'keys.production.headers.content-type': 'text/plain',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-content-type-missing': {
    changes: {
      'keys.production.headers.content-type': gone,
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-json-truncated': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '{"keys":[{"kty":"RSA","use":"sig","kid":"8F7595E039A21B2DE8235A3AF0EB56699D199A9FRS256","x5t":"j3WV4DmiGy3oI1o68OtWaZ0Zmp8","e":"AQAB","n":"<n of production-1>","x5c":["<certificate of production-1>"],"alg":"RS25',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-json-bom': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '\ufeff{"keys":[{"kty":"RSA","use":"sig","kid":"8F7595E039A21B2DE8235A3AF0EB56699D199A9FRS256","x5t":"j3WV4DmiGy3oI1o68OtWaZ0Zmp8","e":"AQAB","n":"<n of production-1>","x5c":["<certificate of production-1>"],"alg":"RS256"},{"kty":"RSA","use":"sig","kid":"8E1DF428CF09B785E63871B23BEB6C45DC052BD4RS256","x5t… (425, #624c4799)',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-json-trailing': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '{"keys":[{"kty":"RSA","use":"sig","kid":"8F7595E039A21B2DE8235A3AF0EB56699D199A9FRS256","x5t":"j3WV4DmiGy3oI1o68OtWaZ0Zmp8","e":"AQAB","n":"<n of production-1>","x5c":["<certificate of production-1>"],"alg":"RS256"},{"kty":"RSA","use":"sig","kid":"8E1DF428CF09B785E63871B23BEB6C45DC052BD4RS256","x5t"… (437, #3b9b8f59)',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-json-array': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '[{"keys":[{"kty":"RSA","use":"sig","kid":"8F7595E039A21B2DE8235A3AF0EB56699D199A9FRS256","x5t":"j3WV4DmiGy3oI1o68OtWaZ0Zmp8","e":"AQAB","n":"<n of production-1>","x5c":["<certificate of production-1>"],"alg":"RS256"},{"kty":"RSA","use":"sig","kid":"8E1DF428CF09B785E63871B23BEB6C45DC052BD4RS256","x5t… (426, #9b8539ac)',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-json-null': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body': 'null',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-json-deep': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[… (200000, #a424233b)',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-redirect-301': {
    changes: {
      'keys.production.status': '301',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
      'keys.production.headers.location': 'https://attacker.example/',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-redirect-302': {
    changes: {
      'keys.production.status': '302',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
      'keys.production.headers.location': 'https://attacker.example/',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-redirect-307': {
    changes: {
      'keys.production.status': '307',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
      'keys.production.headers.location': 'https://attacker.example/',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-redirect-308': {
    changes: {
      'keys.production.status': '308',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
      'keys.production.headers.location': 'https://attacker.example/',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-redirect-loop': {
    changes: {
      'keys.production.status': '302',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.content-type': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '0',
      'keys.production.headers.location':
        '{world}/api.mobilepay.dk/merchant-authentication-openidconnect/.well-known/openid-configuration/jwks',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-stack-trace': {
    changes: {
      'keys.production.status': '500',
      'keys.production.headers.content-type': 'text/plain; charset=utf-8',
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.body':
        'System.NullReferenceException: Object reference not set to an instance of an object.\n   at Mock.Endpoints.TokenEndpoint.ProcessAsync(HttpContext context) in /src/TokenEndpoint.cs:line 42\n',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-version-banner': {
    changes: {
      'keys.production.headers.server': 'Kestrel/6.0.25',
      'keys.production.headers.x-powered-by': 'ASP.NET 6.0.25',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'http-secret-echoed': {
    changes: {
      'revocation.unknown-hint.body.error_description': '"client_secret integrator-secret was refused"',
      'revocation.without-token.body.error_description': '"client_secret integrator-secret was refused"',
      'token-error.code.body.error_description': '"client_secret integrator-secret was refused"',
      'revocation.wrong-secret.body.error_description': '"client_secret wrong was refused"',
      'token-error.secret.body.error_description': '"client_secret wrong was refused"',
    },
  },
  'http-cors-wildcard': {
    changes: {
      'keys.production.headers.access-control-allow-origin': '*',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  latency: {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'silence',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' }, parameters: { ms: 600000 } },
  },
  'latency-after': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'silence',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' }, parameters: { ms: 600000 } },
  },
  hold: {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'silence',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'hold-after': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'silence',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
}
