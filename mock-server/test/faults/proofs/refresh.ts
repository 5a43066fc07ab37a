import { anything, gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const refreshProofs: Proofs = {
  'refreshed-id-token-iss-wrong': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.iss': '"https://evil.example"',
    },
  },
  'refreshed-id-token-iss-trailing-slash': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.iss': '"https://api.mobilepay.dk/merchant/"',
    },
  },
  'refreshed-id-token-iss-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.iss': gone,
    },
  },
  'refreshed-id-token-sub-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.sub': gone,
    },
  },
  'refreshed-id-token-sub-of-other-user': {
    changes: {
      'post.{refresh-1,refresh-2}.back.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      'fragment.{refresh-1,refresh-2}.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.{refresh-1,refresh-2}.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'refreshed-id-token-aud-wrong': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.aud': '"another-client"',
    },
  },
  'refreshed-id-token-aud-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.aud': gone,
    },
  },
  'refreshed-id-token-aud-single-in-array': {
    changes: {
      'post.{refresh-1,refresh-2}.back.claims.aud': '["integrator"]',
      'second.{refresh-1,refresh-2}.back.claims.aud': '["integrator"]',
      'fragment.{refresh-1,refresh-2}.back.claims.aud': '["integrator-reuse"]',
    },
  },
  'refreshed-id-token-azp-wrong': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.azp': '"another-client"',
    },
  },
  'refreshed-id-token-exp-past': {
    changes: {
      '*.refresh-1.back.claims.exp': 'now-3540',
      '*.refresh-2.back.claims.exp': 'now-3480',
    },
  },
  'refreshed-id-token-exp-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.exp': gone,
    },
  },
  'refreshed-id-token-iat-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.iat': gone,
    },
  },
  'refreshed-id-token-iat-future': {
    changes: {
      '*.refresh-1.back.claims.iat': 'now+660',
      '*.refresh-2.back.claims.iat': 'now+720',
    },
  },
  'refreshed-id-token-nbf-future': {
    changes: {
      '*.refresh-1.back.claims.nbf': 'now+660',
      '*.refresh-2.back.claims.nbf': 'now+720',
    },
  },
  'refreshed-id-token-auth-time-changed': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.auth_time': 'now+1',
    },
  },
  'refreshed-id-token-nonce-changed': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.nonce': '"a-nonce-of-its-own"',
    },
  },
  'refreshed-id-token-at-hash-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': gone,
    },
  },
  'refreshed-id-token-at-hash-wrong': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'refreshed-id-token-at-hash-of-other-token': {
    changes: {
      'post.refresh-1.back.claims.at_hash': '"rwsrxYbISvxNahf8S9K66A"',
      '*.refresh-2.back.claims.at_hash': '"<hash of access_token of {1}.refresh-1>"',
      'fragment.refresh-1.back.claims.at_hash': '"<hash of access_token of post.refresh-2>"',
      'second.refresh-1.back.claims.at_hash': '"<hash of access_token of fragment.refresh-2>"',
    },
  },
  'refreshed-id-token-at-hash-whole': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"<whole hash of access_token of {1}.{2}>"',
    },
  },
  'refreshed-id-token-at-hash-right-half': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"<right half of access_token of {1}.{2}>"',
    },
  },
  'refreshed-id-token-at-hash-sha384': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"<SHA-384 hash of access_token of {1}.{2}>"',
    },
  },
  'refreshed-id-token-at-hash-sha512': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"<SHA-512 hash of access_token of {1}.{2}>"',
    },
  },
  'refreshed-id-token-at-hash-hex': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"<hex hash of access_token of {1}.{2}>"',
    },
  },
  'refreshed-id-token-at-hash-padded': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '"<padded hash of access_token of {1}.{2}>"',
    },
  },
  'refreshed-id-token-at-hash-null': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': 'null',
    },
  },
  'refreshed-id-token-at-hash-empty': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '""',
    },
  },
  'refreshed-id-token-at-hash-number': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '42',
    },
  },
  'refreshed-id-token-at-hash-array': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.at_hash': '["<hash of access_token of {1}.{2}>"]',
    },
  },
  'refreshed-id-token-signature-bit-flipped': {
    changes: {
      '*.{refresh-1,refresh-2}.back.signature': 'of no known key',
    },
  },
  'refreshed-id-token-payload-edited': {
    changes: {
      'post.{refresh-1,refresh-2}.back.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      '*.{refresh-1,refresh-2}.back.signature': 'of no known key',
      'fragment.{refresh-1,refresh-2}.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.{refresh-1,refresh-2}.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'refreshed-id-token-signed-by-unknown-key': {
    changes: {
      '*.{refresh-1,refresh-2}.back.signature': 'of no known key',
    },
  },
  'refreshed-id-token-alg-none': {
    changes: {
      '*.{refresh-1,refresh-2}.back.header.alg': '"none"',
      '*.{refresh-1,refresh-2}.back.signature': 'none',
    },
  },
  'refreshed-id-token-kid-missing': {
    changes: {
      '*.{refresh-1,refresh-2}.back.header.kid': gone,
    },
  },
  'refreshed-id-token-kid-unknown': {
    changes: {
      '*.{refresh-1,refresh-2}.back.header.kid': '"no-such-key"',
    },
  },
  'refresh-token-old-returned': {
    changes: {
      'post.refresh-1.body.refresh_token': '"<refresh_token of {1}.tokens>"',
      'second.refresh-1.body.refresh_token': '"<refresh_token of {1}.tokens>"',
      'post.refresh-2.status': '400',
      'second.refresh-2.status': '400',
      'post.refresh-2.access.**': gone,
      'post.refresh-2.back.**': gone,
      'post.refresh-2.body.access_token': gone,
      'post.refresh-2.body.expires_in': gone,
      'post.refresh-2.body.id_token': gone,
      'post.refresh-2.body.refresh_token': gone,
      'post.refresh-2.body.scope': gone,
      'post.refresh-2.body.token_type': gone,
      'second.refresh-2.access.**': gone,
      'second.refresh-2.back.**': gone,
      'second.refresh-2.body.access_token': gone,
      'second.refresh-2.body.expires_in': gone,
      'second.refresh-2.body.id_token': gone,
      'second.refresh-2.body.refresh_token': gone,
      'second.refresh-2.body.scope': gone,
      'second.refresh-2.body.token_type': gone,
      'refresh.newest-after-replay': '400 invalid_grant',
      'refresh.wider-scope': '400 invalid_grant',
      'refresh.wider-scope.scope': 'undefined',
      '*.refresh-2.body.error': '"invalid_grant"',
    },
  },
  'refresh-token-not-rotated': {
    changes: {
      'post.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.tokens>"',
      'second.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.tokens>"',
      'refresh.replayed': '200',
    },
  },
  'refresh-token-replay-accepted': {
    changes: {
      'refresh.replayed': '200',
    },
  },
  'refresh-token-of-another-client-accepted': {
    changes: {
      'refresh.other-client': '200',
    },
  },
  'refresh-refused': {
    changes: {
      '*.{refresh-1,refresh-2}.status': '400',
      '*.{refresh-1,refresh-2}.access.**': gone,
      '*.{refresh-1,refresh-2}.back.**': gone,
      '*.{refresh-1,refresh-2}.body.access_token': gone,
      '*.{refresh-1,refresh-2}.body.expires_in': gone,
      '*.{refresh-1,refresh-2}.body.id_token': gone,
      '*.{refresh-1,refresh-2}.body.refresh_token': gone,
      '*.{refresh-1,refresh-2}.body.scope': gone,
      '*.{refresh-1,refresh-2}.body.token_type': gone,
      'refresh.after-other-client': '400 invalid_grant',
      'refresh.first': '400 invalid_grant',
      'refresh.missing': '400 invalid_grant',
      'refresh.narrower-scope': '400 invalid_grant',
      'refresh.newest-after-replay': '400 invalid_grant',
      'refresh.wider-scope': '400 invalid_grant',
      'refresh.*.scope': 'undefined',
      '*.{refresh-1,refresh-2}.body.error': '"invalid_grant"',
    },
  },
  'refresh-verifier-required': {
    changes: {
      '*.{refresh-1,refresh-2}.status': '400',
      '*.{refresh-1,refresh-2}.access.**': gone,
      '*.{refresh-1,refresh-2}.back.**': gone,
      '*.{refresh-1,refresh-2}.body.access_token': gone,
      '*.{refresh-1,refresh-2}.body.expires_in': gone,
      '*.{refresh-1,refresh-2}.body.id_token': gone,
      '*.{refresh-1,refresh-2}.body.refresh_token': gone,
      '*.{refresh-1,refresh-2}.body.scope': gone,
      '*.{refresh-1,refresh-2}.body.token_type': gone,
      '*.refresh-1.body.error': '"invalid_grant"',
      '*.refresh-2.body.error': '"invalid_request"',
      'refresh.{first,after-other-client,narrower-scope}': '400 invalid_grant',
      'refresh.{newest-after-replay,wider-scope}': '400 invalid_request',
      'refresh.{narrower-scope,wider-scope}.scope': 'undefined',
    },
  },
  'refresh-token-short': {
    changes: {
      '*.tokens.body.refresh_token': '"<refresh_token of {1}.{2}, 8 characters>"',
      '{post,second}.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.{2}, 8 characters>"',
      'fragment.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.tokens, 8 characters>"',
    },
  },
  'refresh-token-sequential': {
    changes: {
      '*.tokens.body.refresh_token': '"<refresh_token of {1}.{2}, 64 characters>"',
      '{post,second}.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.{2}, 64 characters>"',
      'fragment.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.tokens, 64 characters>"',
    },
  },
  'refresh-token-illegal-characters': {
    changes: {
      '*.tokens.body.refresh_token': '"<refresh_token of {1}.{2}, 67 characters>"',
      '{post,second}.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.{2}, 67 characters>"',
      'fragment.{refresh-1,refresh-2}.body.refresh_token': '"<refresh_token of {1}.tokens, 67 characters>"',
    },
  },
  'refresh-without-refresh-token': {
    changes: {
      '*.{refresh-1,refresh-2}.body.refresh_token': gone,
      '*.refresh-2.access.**': gone,
      '*.refresh-2.back.**': gone,
      '*.refresh-2.body.access_token': gone,
      '*.refresh-2.body.expires_in': gone,
      '*.refresh-2.body.id_token': gone,
      '*.refresh-2.body.scope': gone,
      '*.refresh-2.body.token_type': gone,
      '*.refresh-2.status': '400',
      'refresh.newest-after-replay': '400 invalid_request',
      'refresh.wider-scope': '400 invalid_request',
      'refresh.wider-scope.scope': 'undefined',
      '*.refresh-2.body.error': '"invalid_request"',
    },
  },
  'refresh-without-id-token': {
    changes: {
      '*.{refresh-1,refresh-2}.back.**': gone,
      '*.{refresh-1,refresh-2}.body.id_token': gone,
    },
  },
  'refresh-access-token-unchanged': {
    changes: {
      'post.refresh-2.body.access_token': '"<access_token of {1}.refresh-1>"',
      '*.refresh-2.access.claims.iat': 'now+60',
      '*.refresh-2.access.claims.nbf': 'now+60',
      '*.refresh-2.access.claims.exp': 'now+360',
      'fragment.{refresh-1,refresh-2}.back.claims.at_hash': anything,
      '*.refresh-2.back.claims.at_hash': anything,
      'second.refresh-1.back.claims.at_hash': anything,
      'fragment.refresh-1.access.claims.iat': 'now+120',
      'fragment.refresh-1.access.claims.nbf': 'now+120',
      'second.refresh-1.access.claims.iat': 'now+120',
      'second.refresh-1.access.claims.nbf': 'now+120',
      'fragment.refresh-1.access.claims.exp': 'now+420',
      'second.refresh-1.access.claims.exp': 'now+420',
      'fragment.refresh-1.access.claims.client_id': '"integrator"',
      'fragment.refresh-1.access.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'fragment.refresh-1.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'fragment.refresh-1.access.claims.merchant_vat': '"DK12345674"',
      'second.refresh-1.access.claims.client_id': '"integrator-reuse"',
      'second.refresh-1.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000002"',
      'second.refresh-1.access.claims.merchant_vat': '"DK99000007"',
    },
  },
  'refresh-scope-widened': {
    changes: {
      'refresh.*.scope': '"openid offline_access invoice subscriptions merchantpayments"',
      '*.{refresh-1,refresh-2}.body.scope': '"openid offline_access invoice subscriptions merchantpayments"',
    },
  },
  'refresh-scope-narrowed': {
    changes: {
      'refresh.*.scope': '"openid offline_access"',
      '*.{refresh-1,refresh-2}.body.scope': '"openid offline_access"',
    },
  },
  'refresh-switches-merchant': {
    changes: {
      'post.{refresh-1,refresh-2}.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000002"',
      'post.{refresh-1,refresh-2}.access.claims.merchant_vat': '"DK99000007"',
      'fragment.{refresh-1,refresh-2}.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'second.{refresh-1,refresh-2}.access.claims.merchant_id': '"aaaaaaaa-0000-4000-8000-000000000001"',
      'fragment.{refresh-1,refresh-2}.access.claims.merchant_vat': '"DK12345674"',
      'second.{refresh-1,refresh-2}.access.claims.merchant_vat': '"DK12345674"',
    },
  },
  'refresh-loses-merchant': {
    changes: {
      '*.{refresh-1,refresh-2}.access.claims.merchant_id': gone,
      '*.{refresh-1,refresh-2}.access.claims.merchant_vat': gone,
    },
  },
  'refresh-token-scope-widened': {
    changes: {
      '*.{refresh-1,refresh-2}.access.claims.scope':
        '["openid","invoice","subscriptions","offline_access","merchantpayments"]',
    },
  },
  'refresh-user-changes': {
    changes: {
      'post.{refresh-1,refresh-2}.access.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      'fragment.{refresh-1,refresh-2}.access.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.{refresh-1,refresh-2}.access.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'refreshed-id-token-iat-unchanged': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.iat': 'now+1',
    },
  },
  'refreshed-id-token-nonce-kept': {
    changes: {
      '*.{refresh-1,refresh-2}.back.claims.nonce': '"<nonce of {1}>"',
    },
  },
  'refresh-replay-ends-family': {
    changes: {
      'refresh.after-other-client': '400 invalid_grant',
      'refresh.newest-after-replay': '400 invalid_grant',
    },
  },
}
