import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const accessTokenProofs: Proofs = {
  'access-token-merchant-of-another': {
    changes: {
      'post.api.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000002"',
      'post.{tokens,refresh-1,refresh-2}.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000002"',
      'post.{tokens,refresh-1,refresh-2}.access.claims.merchant_vat': '"DK99000007"',
      'fragment.api.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'second.api.body.MerchantId': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'fragment.{tokens,refresh-1,refresh-2}.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'second.{tokens,refresh-1,refresh-2}.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'fragment.{tokens,refresh-1,refresh-2}.access.claims.merchant_vat': '"DK12345674"',
      'second.{tokens,refresh-1,refresh-2}.access.claims.merchant_vat': '"DK12345674"',
    },
  },
  'access-token-merchant-missing': {
    changes: {
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.{tokens,refresh-1,refresh-2}.access.claims.merchant_id': gone,
      '*.{tokens,refresh-1,refresh-2}.access.claims.merchant_vat': gone,
      '*.api.status': '403',
      '*.api.headers.content-length': '0',
    },
  },
  'access-token-merchant-number': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.merchant_id': '42',
      '*.api.status': '403',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
    },
  },
  'access-token-vat-missing': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.merchant_vat': gone,
    },
  },
  'access-token-iss-wrong': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.iss': '"https://evil.example"',
    },
  },
  'access-token-iss-missing': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.iss': gone,
    },
  },
  'access-token-aud-wrong': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.aud': '"https://evil.example/resources"',
      '*.api.status': '401',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-aud-missing': {
    changes: {
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.{tokens,refresh-1,refresh-2}.access.claims.aud': gone,
      '*.api.status': '401',
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-client-of-another': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.client_id': '"another-client"',
    },
  },
  'access-token-client-missing': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.client_id': gone,
    },
  },
  'access-token-sub-of-other-user': {
    changes: {
      'post.{tokens,refresh-1,refresh-2}.access.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      'fragment.{tokens,refresh-1,refresh-2}.access.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.{tokens,refresh-1,refresh-2}.access.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'access-token-sub-missing': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.sub': gone,
    },
  },
  'access-token-scope-narrowed': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.scope': '["openid","offline_access"]',
      '*.api.status': '403',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
    },
  },
  'access-token-scope-widened': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.scope':
        '["openid","invoice","subscriptions","offline_access","merchantpayments"]',
    },
  },
  'access-token-scope-string': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.scope': '"openid invoice subscriptions offline_access"',
      '*.api.status': '403',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
    },
  },
  'access-token-scope-missing': {
    changes: {
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.{tokens,refresh-1,refresh-2}.access.claims.scope': gone,
      '*.api.status': '403',
      '*.api.headers.content-length': '0',
    },
  },
  'access-token-expired': {
    changes: {
      '*.tokens.access.claims.exp': 'now-3299',
      '*.refresh-1.access.claims.exp': 'now-3240',
      '*.refresh-2.access.claims.exp': 'now-3180',
      '*.api.status': '401',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-exp-disagrees': {
    changes: {
      '*.tokens.access.claims.exp': 'now+61',
      '*.refresh-1.access.claims.exp': 'now+120',
      '*.refresh-2.access.claims.exp': 'now+180',
    },
  },
  'access-token-exp-missing': {
    changes: {
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.{tokens,refresh-1,refresh-2}.access.claims.exp': gone,
      '*.api.status': '401',
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-exp-string': {
    changes: {
      '*.tokens.access.claims.exp': '"now+301"',
      '*.refresh-1.access.claims.exp': '"now+360"',
      '*.refresh-2.access.claims.exp': '"now+420"',
      '*.api.status': '401',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-not-yet-valid': {
    changes: {
      '*.tokens.access.claims.nbf': 'now+601',
      '*.refresh-1.access.claims.nbf': 'now+660',
      '*.refresh-2.access.claims.nbf': 'now+720',
      '*.api.status': '401',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-jti-missing': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.jti': gone,
    },
  },
  'access-token-typ-id-token': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.header.typ': '"JWT"',
    },
  },
  'access-token-alg-none': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.header.alg': '"none"',
      '*.{tokens,refresh-1,refresh-2}.access.signature': 'none',
      '*.api.status': '401',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-signed-by-unknown-key': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.signature': 'of no known key',
      '*.api.status': '401',
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-opaque': {
    changes: {
      '*.api.body.MerchantId': gone,
      '*.api.headers.content-type': gone,
      '*.api.headers.transfer-encoding': gone,
      '*.{tokens,refresh-1,refresh-2}.access.**': gone,
      '*.api.status': '401',
      '*.{tokens,refresh-1,refresh-2}.access': '1 parts, unreadable',
      '*.api.headers.content-length': '0',
      '*.api.headers.www-authenticate': 'Bearer error="invalid_token"',
    },
  },
  'access-token-claim-added': {
    changes: {
      '*.{tokens,refresh-1,refresh-2}.access.claims.added': '"in a later version"',
    },
  },
}
