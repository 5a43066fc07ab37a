import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const apiProofs: Proofs = {
  'api-challenge-missing': {
    changes: {
      'api.*.headers.www-authenticate': gone,
    },
  },
  'api-challenge-without-error': {
    changes: {
      'api.expired.headers.www-authenticate': 'Bearer',
      'api.garbage.headers.www-authenticate': 'Bearer',
      'api.id-token.headers.www-authenticate': 'Bearer',
      'api.other-stage.headers.www-authenticate': 'Bearer',
      'api.refresh-token.headers.www-authenticate': 'Bearer',
      'api.tampered.headers.www-authenticate': 'Bearer',
      'api.unsigned.headers.www-authenticate': 'Bearer',
    },
  },
  'api-expired-token-accepted': {
    changes: {
      'api.expired.status': '200',
      'api.expired.headers.content-length': gone,
      'api.expired.headers.www-authenticate': gone,
      'api.expired.headers.content-type': 'application/json; charset=UTF-8',
      'api.expired.headers.transfer-encoding': 'chunked',
      'api.expired.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-unsigned-token-accepted': {
    changes: {
      'api.unsigned.status': '200',
      'api.unsigned.headers.content-length': gone,
      'api.unsigned.headers.www-authenticate': gone,
      'api.unsigned.headers.content-type': 'application/json; charset=UTF-8',
      'api.unsigned.headers.transfer-encoding': 'chunked',
      'api.unsigned.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-signature-unchecked': {
    changes: {
      'api.other-stage.status': '200',
      'api.tampered.status': '200',
      'api.other-stage.headers.content-length': gone,
      'api.other-stage.headers.www-authenticate': gone,
      'api.tampered.headers.content-length': gone,
      'api.tampered.headers.www-authenticate': gone,
      'api.other-stage.headers.content-type': 'application/json; charset=UTF-8',
      'api.tampered.headers.content-type': 'application/json; charset=UTF-8',
      'api.other-stage.headers.transfer-encoding': 'chunked',
      'api.tampered.headers.transfer-encoding': 'chunked',
      'api.other-stage.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'api.tampered.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-id-token-accepted': {
    changes: {
      'api.id-token.status': '403',
      'api.id-token.headers.www-authenticate': gone,
    },
  },
  'api-scope-unchecked': {
    changes: {
      'api.without-scope.status': '200',
      'api.without-scope.headers.content-length': gone,
      'api.without-scope.headers.content-type': 'application/json; charset=UTF-8',
      'api.without-scope.headers.transfer-encoding': 'chunked',
      'api.without-scope.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-token-in-query-accepted': {
    changes: {
      'api.in-query.status': '200',
      'api.in-query.headers.content-length': gone,
      'api.in-query.headers.www-authenticate': gone,
      'api.in-query.headers.content-type': 'application/json; charset=UTF-8',
      'api.in-query.headers.transfer-encoding': 'chunked',
      'api.in-query.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-scheme-case-sensitive': {
    changes: {
      'api.lower-case.status': '401',
      'api.lower-case.body.MerchantId': gone,
      'api.lower-case.headers.content-type': gone,
      'api.lower-case.headers.transfer-encoding': gone,
      'api.lower-case.headers.content-length': '0',
      'api.lower-case.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'api-token-not-asked-for': {
    changes: {
      'api.in-query.status': '200',
      'api.nothing.status': '200',
      'api.in-query.headers.content-length': gone,
      'api.in-query.headers.www-authenticate': gone,
      'api.nothing.headers.content-length': gone,
      'api.nothing.headers.www-authenticate': gone,
      'api.in-query.headers.content-type': 'application/json; charset=UTF-8',
      'api.nothing.headers.content-type': 'application/json; charset=UTF-8',
      'api.in-query.headers.transfer-encoding': 'chunked',
      'api.nothing.headers.transfer-encoding': 'chunked',
      'api.in-query.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'api.nothing.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-answer-cacheable': {
    changes: {
      'api.*.headers.cache-control': 'public, max-age=3600',
      '*.api.headers.cache-control': 'public, max-age=3600',
    },
  },
  'api-token-refused': {
    changes: {
      'api.elsewhere.status': '401',
      'api.good.status': '401',
      'api.lower-case.status': '401',
      'api.post.status': '401',
      'api.without-scope.status': '401',
      '*.api.status': '401',
      '*.*.body.MerchantId': gone,
      'api.*.headers.content-type': gone,
      'api.*.headers.transfer-encoding': gone,
      'api.post.headers.allow': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      'api.elsewhere.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.good.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.in-query.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.lower-case.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.nothing.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.post.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.without-scope.headers.www-authenticate': 'Bearer error="invalid_token"',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
      'api.good.headers.content-length': '0',
      'api.lower-case.headers.content-length': '0',
      '*.api.headers.content-length': '0',
    },
  },
  'api-insufficient-scope': {
    changes: {
      'api.elsewhere.status': '403',
      'api.expired.status': '403',
      'api.garbage.status': '403',
      'api.good.status': '403',
      'api.id-token.status': '403',
      'api.in-query.status': '403',
      'api.lower-case.status': '403',
      'api.nothing.status': '403',
      'api.other-stage.status': '403',
      'api.post.status': '403',
      'api.refresh-token.status': '403',
      'api.tampered.status': '403',
      'api.unsigned.status': '403',
      '*.api.status': '403',
      '*.*.body.MerchantId': gone,
      'api.*.headers.content-type': gone,
      'api.*.headers.transfer-encoding': gone,
      'api.post.headers.allow': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.*.headers.www-authenticate': 'Bearer error="insufficient_scope", scope="invoice"',
      'api.good.headers.content-length': '0',
      'api.lower-case.headers.content-length': '0',
      '*.api.headers.content-length': '0',
    },
  },
  'api-too-many-requests': {
    changes: {
      'api.*.status': '429',
      '*.api.status': '429',
      'api.*.headers.www-authenticate': gone,
      '*.*.body.MerchantId': gone,
      'api.*.headers.content-type': gone,
      'api.*.headers.transfer-encoding': gone,
      'api.post.headers.allow': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      'api.good.headers.content-length': '0',
      'api.lower-case.headers.content-length': '0',
      '*.api.headers.content-length': '0',
      '*.*.headers.retry-after': '1',
    },
  },
  'api-merchant-of-another': {
    changes: {
      'api.*.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000002"',
      'post.api.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000002"',
      'fragment.api.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'second.api.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-merchant-missing': {
    changes: {
      '*.*.body.MerchantId': gone,
    },
  },
  'api-merchant-number': {
    changes: {
      '*.*.body.MerchantId': '42',
    },
  },
  'api-merchant-null': {
    changes: {
      '*.*.body.MerchantId': 'null',
    },
  },
  'api-answer-array': {
    changes: {
      '*.*.body.MerchantId': gone,
      'api.*.body': '["aaaaaaaa-0000-4000-8000-000000000001"]',
      'post.api.body': '["aaaaaaaa-0000-4000-8000-000000000001"]',
      'fragment.api.body': '["aaaaaaaa-0000-4000-8000-000000000002"]',
      'second.api.body': '["aaaaaaaa-0000-4000-8000-000000000003"]',
    },
  },
  'api-answer-extended': {
    changes: {
      '*.*.body.Added': '{"in":"a later version"}',
    },
  },
  'api-refresh-token-accepted': {
    changes: {
      'api.refresh-token.status': '200',
      'api.refresh-token.headers.content-length': gone,
      'api.refresh-token.headers.www-authenticate': gone,
      'api.refresh-token.headers.content-type': 'application/json; charset=UTF-8',
      'api.refresh-token.headers.transfer-encoding': 'chunked',
      'api.refresh-token.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
    },
  },
  'api-without-app-fails': {
    changes: {
      'api.*.status': '500',
      '*.api.status': '500',
      'api.*.headers.www-authenticate': gone,
      '*.*.body.MerchantId': gone,
      'api.*.headers.content-type': gone,
      'api.*.headers.transfer-encoding': gone,
      'api.post.headers.allow': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      'api.good.headers.content-length': '0',
      'api.lower-case.headers.content-length': '0',
      '*.api.headers.content-length': '0',
    },
  },
}
