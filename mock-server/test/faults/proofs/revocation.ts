import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const revocationProofs: Proofs = {
  'revocation-without-effect': {
    changes: {
      'revocation.after.refresh': '200',
      'revocation.unknown-hint.status': '200',
      'revocation.without-token.status': '200',
      'revocation.wrong-secret.status': '200',
      'revocation.*.body.error': gone,
      'revocation.*.headers.content-type': gone,
      'revocation.*.headers.transfer-encoding': gone,
      'revocation.unknown-hint.headers.content-length': '0',
      'revocation.without-token.headers.content-length': '0',
      'revocation.wrong-secret.headers.content-length': '0',
    },
  },
  'revocation-any-secret-accepted': {
    changes: {
      'revocation.wrong-secret.status': '200',
      'revocation.usual.headers.content-length': gone,
      'revocation.wrong-secret.body.error': gone,
      'revocation.wrong-secret.headers.content-type': gone,
      'revocation.wrong-secret.headers.transfer-encoding': gone,
      'revocation.before.refresh': '400 invalid_grant',
      'revocation.usual.status': '400',
      'revocation.after.refresh': '400 invalid_request',
      'revocation.wrong-secret.headers.content-length': '0',
      'revocation.usual.headers.content-type': 'application/json; charset=UTF-8',
      'revocation.usual.headers.transfer-encoding': 'chunked',
      'revocation.usual.body.error': '"invalid_request"',
    },
  },
  'revocation-of-another-client-accepted': {
    changes: {
      'revocation.before.refresh': '400 invalid_grant',
      'revocation.usual.status': '400',
      'revocation.usual.headers.content-length': gone,
      'revocation.after.refresh': '400 invalid_request',
      'revocation.usual.headers.content-type': 'application/json; charset=UTF-8',
      'revocation.usual.headers.transfer-encoding': 'chunked',
      'revocation.usual.body.error': '"invalid_request"',
    },
  },
  'revocation-hint-unknown-accepted': {
    changes: {
      'revocation.unknown-hint.status': '200',
      'revocation.unknown-hint.body.error': gone,
      'revocation.unknown-hint.headers.content-type': gone,
      'revocation.unknown-hint.headers.transfer-encoding': gone,
      'revocation.usual.headers.content-length': gone,
      'revocation.before.refresh': '400 invalid_grant',
      'revocation.usual.status': '400',
      'revocation.after.refresh': '400 invalid_request',
      'revocation.unknown-hint.headers.content-length': '0',
      'revocation.usual.headers.content-type': 'application/json; charset=UTF-8',
      'revocation.usual.headers.transfer-encoding': 'chunked',
      'revocation.usual.body.error': '"invalid_request"',
    },
  },
  'revocation-refused': {
    changes: {
      'revocation.other-client.body.error': '"unsupported_token_type"',
      'revocation.unknown-token.body.error': '"unsupported_token_type"',
      'revocation.usual.body.error': '"unsupported_token_type"',
      'revocation.without-token.body.error': '"unsupported_token_type"',
      'revocation.wrong-secret.body.error': '"unsupported_token_type"',
      'revocation.other-client.status': '400',
      'revocation.unknown-token.status': '400',
      'revocation.usual.status': '400',
      'revocation.*.headers.content-length': gone,
      'revocation.after.refresh': '200',
      'revocation.other-client.headers.content-type': 'application/json; charset=UTF-8',
      'revocation.unknown-token.headers.content-type': 'application/json; charset=UTF-8',
      'revocation.usual.headers.content-type': 'application/json; charset=UTF-8',
      'revocation.other-client.headers.transfer-encoding': 'chunked',
      'revocation.unknown-token.headers.transfer-encoding': 'chunked',
      'revocation.usual.headers.transfer-encoding': 'chunked',
    },
  },
  'revocation-unavailable': {
    changes: {
      'revocation.*.status': '503',
      'revocation.*.body.error': gone,
      'revocation.*.headers.content-type': gone,
      'revocation.*.headers.transfer-encoding': gone,
      'revocation.after.refresh': '200',
      'revocation.unknown-hint.headers.content-length': '0',
      'revocation.without-token.headers.content-length': '0',
      'revocation.wrong-secret.headers.content-length': '0',
      'revocation.*.headers.retry-after': '1',
    },
  },
  'revocation-answers-with-text': {
    changes: {
      'revocation.*.headers.content-length': gone,
      'revocation.other-client.headers.transfer-encoding': 'chunked',
      'revocation.unknown-token.headers.transfer-encoding': 'chunked',
      'revocation.usual.headers.transfer-encoding': 'chunked',
      'revocation.*.body': 'revoked',
    },
  },
  'introspection-always-inactive': {
    changes: {
      'introspection.usual.body.amr': gone,
      'introspection.usual.body.aud': gone,
      'introspection.usual.body.auth_time': gone,
      'introspection.usual.body.client_id': gone,
      'introspection.usual.body.exp': gone,
      'introspection.usual.body.iat': gone,
      'introspection.usual.body.idp': gone,
      'introspection.usual.body.iss': gone,
      'introspection.usual.body.jti': gone,
      'introspection.usual.body.merchant_id': gone,
      'introspection.usual.body.merchant_vat': gone,
      'introspection.usual.body.nbf': gone,
      'introspection.usual.body.scope': gone,
      'introspection.usual.body.sub': gone,
      'introspection.usual.body.active': 'false',
    },
  },
  'introspection-always-active': {
    changes: {
      'introspection.garbage.body.active': 'true',
    },
  },
  'introspection-active-string': {
    changes: {
      'introspection.usual.body.active': '"true"',
      'introspection.garbage.body.active': '"false"',
    },
  },
  'introspection-active-missing': {
    changes: {
      'introspection.*.body.active': gone,
    },
  },
  'introspection-scope-array': {
    changes: {
      'introspection.usual.body.scope': '["invoice"]',
    },
  },
  'introspection-client-of-another': {
    changes: {
      'introspection.usual.body.client_id': '"another-client"',
    },
  },
  'introspection-unauthenticated': {
    changes: {
      'introspection.wrong-secret.status': '200',
      'introspection.wrong-secret.headers.content-length': gone,
      'introspection.wrong-secret.headers.content-type': 'application/json; charset=UTF-8',
      'introspection.wrong-secret.headers.cache-control': 'no-store, no-cache, max-age=0',
      'introspection.wrong-secret.headers.pragma': 'no-cache',
      'introspection.wrong-secret.headers.transfer-encoding': 'chunked',
      'introspection.wrong-secret.body.active': 'true',
    },
  },
}
