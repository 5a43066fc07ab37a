import { anything, gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const backIdTokenProofs: Proofs = {
  'back-id-token-iss-wrong': {
    changes: {
      '*.tokens.back.claims.iss': '"https://evil.example"',
    },
  },
  'back-id-token-iss-trailing-slash': {
    changes: {
      '*.tokens.back.claims.iss': '"https://api.mobilepay.dk/merchant/"',
    },
  },
  'back-id-token-iss-missing': {
    changes: {
      '*.tokens.back.claims.iss': gone,
    },
  },
  'back-id-token-iss-http': {
    changes: {
      '*.tokens.back.claims.iss': '"http://api.mobilepay.dk/merchant"',
    },
  },
  'back-id-token-iss-upper-case': {
    changes: {
      '*.tokens.back.claims.iss': '"HTTPS://API.MOBILEPAY.DK/MERCHANT"',
    },
  },
  'back-id-token-iss-of-other-stage': {
    changes: {
      '*.tokens.back.claims.iss': '"https://api.sandbox.mobilepay.dk/merchant"',
    },
  },
  'back-id-token-iss-longer': {
    changes: {
      '*.tokens.back.claims.iss': '"https://api.mobilepay.dk/merchant.evil.example"',
    },
  },
  'back-id-token-iss-null': {
    changes: {
      '*.tokens.back.claims.iss': 'null',
    },
  },
  'back-id-token-iss-empty': {
    changes: {
      '*.tokens.back.claims.iss': '""',
    },
  },
  'back-id-token-iss-number': {
    changes: {
      '*.tokens.back.claims.iss': '42',
    },
  },
  'back-id-token-iss-array': {
    changes: {
      '*.tokens.back.claims.iss': '["https://api.mobilepay.dk/merchant"]',
    },
  },
  'back-id-token-iss-object': {
    changes: {
      '*.tokens.back.claims.iss': '{"value":"https://api.mobilepay.dk/merchant"}',
    },
  },
  'back-id-token-sub-missing': {
    changes: {
      '*.tokens.back.claims.sub': gone,
    },
  },
  'back-id-token-sub-too-long': {
    changes: {
      '*.tokens.back.claims.sub': '"<300 characters>"',
    },
  },
  'back-id-token-sub-of-other-user': {
    changes: {
      'post.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      'fragment.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'back-id-token-sub-not-ascii': {
    changes: {
      'post.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000001-ø"',
      'fragment.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000002-ø"',
      'second.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000002-ø"',
    },
  },
  'back-id-token-sub-null': {
    changes: {
      '*.tokens.back.claims.sub': 'null',
    },
  },
  'back-id-token-sub-empty': {
    changes: {
      '*.tokens.back.claims.sub': '""',
    },
  },
  'back-id-token-sub-number': {
    changes: {
      '*.tokens.back.claims.sub': '42',
    },
  },
  'back-id-token-sub-array': {
    changes: {
      'post.tokens.back.claims.sub': '["11111111-0000-4000-8000-000000000001"]',
      'fragment.tokens.back.claims.sub': '["11111111-0000-4000-8000-000000000002"]',
      'second.tokens.back.claims.sub': '["11111111-0000-4000-8000-000000000002"]',
    },
  },
  'back-id-token-sub-object': {
    changes: {
      'post.tokens.back.claims.sub': '{"value":"11111111-0000-4000-8000-000000000001"}',
      'fragment.tokens.back.claims.sub': '{"value":"11111111-0000-4000-8000-000000000002"}',
      'second.tokens.back.claims.sub': '{"value":"11111111-0000-4000-8000-000000000002"}',
    },
  },
  'back-id-token-aud-wrong': {
    changes: {
      '*.tokens.back.claims.aud': '"another-client"',
    },
  },
  'back-id-token-aud-missing': {
    changes: {
      '*.tokens.back.claims.aud': gone,
    },
  },
  'back-id-token-aud-array-without-client': {
    changes: {
      '*.tokens.back.claims.aud': '["another-client","a-third-client"]',
    },
  },
  'back-id-token-aud-extra': {
    changes: {
      'post.tokens.back.claims.aud': '["integrator","https://evil.example"]',
      'second.tokens.back.claims.aud': '["integrator","https://evil.example"]',
      'fragment.tokens.back.claims.aud': '["integrator-reuse","https://evil.example"]',
      'post.tokens.back.claims.azp': '"integrator"',
      'second.tokens.back.claims.azp': '"integrator"',
      'fragment.tokens.back.claims.azp': '"integrator-reuse"',
    },
  },
  'back-id-token-aud-two-without-azp': {
    changes: {
      'post.tokens.back.claims.aud': '["integrator","https://api.mobilepay.dk/merchant/resources"]',
      'second.tokens.back.claims.aud': '["integrator","https://api.mobilepay.dk/merchant/resources"]',
      'fragment.tokens.back.claims.aud': '["integrator-reuse","https://api.mobilepay.dk/merchant/resources"]',
    },
  },
  'back-id-token-aud-upper-case': {
    changes: {
      'post.tokens.back.claims.aud': '"INTEGRATOR"',
      'second.tokens.back.claims.aud': '"INTEGRATOR"',
      'fragment.tokens.back.claims.aud': '"INTEGRATOR-REUSE"',
    },
  },
  'back-id-token-aud-of-access-token': {
    changes: {
      '*.tokens.back.claims.aud': '"https://api.mobilepay.dk/merchant/resources"',
    },
  },
  'back-id-token-aud-empty-array': {
    changes: {
      '*.tokens.back.claims.aud': '[]',
    },
  },
  'back-id-token-aud-single-in-array': {
    changes: {
      'post.tokens.back.claims.aud': '["integrator"]',
      'second.tokens.back.claims.aud': '["integrator"]',
      'fragment.tokens.back.claims.aud': '["integrator-reuse"]',
    },
  },
  'back-id-token-aud-null': {
    changes: {
      '*.tokens.back.claims.aud': 'null',
    },
  },
  'back-id-token-aud-empty': {
    changes: {
      '*.tokens.back.claims.aud': '""',
    },
  },
  'back-id-token-aud-number': {
    changes: {
      '*.tokens.back.claims.aud': '42',
    },
  },
  'back-id-token-aud-object': {
    changes: {
      'post.tokens.back.claims.aud': '{"value":"integrator"}',
      'second.tokens.back.claims.aud': '{"value":"integrator"}',
      'fragment.tokens.back.claims.aud': '{"value":"integrator-reuse"}',
    },
  },
  'back-id-token-azp-wrong': {
    changes: {
      '*.tokens.back.claims.azp': '"another-client"',
    },
  },
  'back-id-token-azp-number': {
    changes: {
      '*.tokens.back.claims.azp': '42',
    },
  },
  'back-id-token-azp-null': {
    changes: {
      '*.tokens.back.claims.azp': 'null',
    },
  },
  'back-id-token-azp-right': {
    changes: {
      'post.tokens.back.claims.azp': '"integrator"',
      'second.tokens.back.claims.azp': '"integrator"',
      'fragment.tokens.back.claims.azp': '"integrator-reuse"',
    },
  },
  'back-id-token-exp-past': {
    changes: {
      '*.tokens.back.claims.exp': 'now-3599',
    },
  },
  'back-id-token-exp-missing': {
    changes: {
      '*.tokens.back.claims.exp': gone,
    },
  },
  'back-id-token-exp-milliseconds': {
    changes: {
      '*.tokens.back.claims.exp': 'now+301 in ms',
    },
  },
  'back-id-token-exp-zero': {
    changes: {
      '*.tokens.back.claims.exp': '0',
    },
  },
  'back-id-token-exp-negative': {
    changes: {
      '*.tokens.back.claims.exp': '-1',
    },
  },
  'back-id-token-exp-in-ten-years': {
    changes: {
      '*.tokens.back.claims.exp': '2095632301',
    },
  },
  'back-id-token-exp-before-iat': {
    changes: {
      '*.tokens.back.claims.exp': 'now+0',
    },
  },
  'back-id-token-exp-null': {
    changes: {
      '*.tokens.back.claims.exp': 'null',
    },
  },
  'back-id-token-exp-string': {
    changes: {
      '*.tokens.back.claims.exp': '"now+301"',
    },
  },
  'back-id-token-exp-array': {
    changes: {
      '*.tokens.back.claims.exp': '[now+301]',
    },
  },
  'back-id-token-exp-object': {
    changes: {
      '*.tokens.back.claims.exp': '{"value":now+301}',
    },
  },
  'back-id-token-exp-boolean': {
    changes: {
      '*.tokens.back.claims.exp': 'true',
    },
  },
  'back-id-token-iat-missing': {
    changes: {
      '*.tokens.back.claims.iat': gone,
    },
  },
  'back-id-token-iat-future': {
    changes: {
      '*.tokens.back.claims.iat': 'now+601',
    },
  },
  'back-id-token-iat-old': {
    changes: {
      '*.tokens.back.claims.iat': 'now-86399',
    },
  },
  'back-id-token-iat-milliseconds': {
    changes: {
      '*.tokens.back.claims.iat': 'now+1 in ms',
    },
  },
  'back-id-token-iat-null': {
    changes: {
      '*.tokens.back.claims.iat': 'null',
    },
  },
  'back-id-token-iat-string': {
    changes: {
      '*.tokens.back.claims.iat': '"now+1"',
    },
  },
  'back-id-token-iat-array': {
    changes: {
      '*.tokens.back.claims.iat': '[now+1]',
    },
  },
  'back-id-token-iat-object': {
    changes: {
      '*.tokens.back.claims.iat': '{"value":now+1}',
    },
  },
  'back-id-token-nbf-future': {
    changes: {
      '*.tokens.back.claims.nbf': 'now+601',
    },
  },
  'back-id-token-nbf-missing': {
    changes: {
      '*.tokens.back.claims.nbf': gone,
    },
  },
  'back-id-token-nbf-null': {
    changes: {
      '*.tokens.back.claims.nbf': 'null',
    },
  },
  'back-id-token-nbf-string': {
    changes: {
      '*.tokens.back.claims.nbf': '"now+1"',
    },
  },
  'back-id-token-auth-time-changed': {
    changes: {
      '*.tokens.back.claims.auth_time': 'now+1',
    },
  },
  'back-id-token-auth-time-old': {
    changes: {
      '*.tokens.back.claims.auth_time': 'now-86400',
    },
  },
  'back-id-token-auth-time-missing': {
    changes: {
      '*.tokens.back.claims.auth_time': gone,
    },
  },
  'back-id-token-auth-time-future': {
    changes: {
      '*.tokens.back.claims.auth_time': 'now+86400',
    },
  },
  'back-id-token-auth-time-null': {
    changes: {
      '*.tokens.back.claims.auth_time': 'null',
    },
  },
  'back-id-token-auth-time-string': {
    changes: {
      '*.tokens.back.claims.auth_time': '"now+0"',
    },
  },
  'back-id-token-auth-time-array': {
    changes: {
      '*.tokens.back.claims.auth_time': '[now+0]',
    },
  },
  'back-id-token-nonce-missing': {
    changes: {
      '*.tokens.back.claims.nonce': gone,
    },
  },
  'back-id-token-nonce-wrong': {
    changes: {
      '*.tokens.back.claims.nonce': '"nobody-sent-this-nonce"',
    },
  },
  'back-id-token-nonce-of-other-session': {
    changes: {
      'post.tokens.back.claims.nonce': anything,
      'fragment.tokens.back.claims.nonce': '"<nonce of post>"',
      'second.tokens.back.claims.nonce': '"<nonce of fragment>"',
    },
  },
  'back-id-token-nonce-lower-case': {
    changes: {
      '*.tokens.back.claims.nonce': '"<lower-case nonce of {1}>"',
    },
  },
  'back-id-token-nonce-truncated': {
    changes: {
      '*.tokens.back.claims.nonce': '"<half a nonce of {1}>"',
    },
  },
  'back-id-token-nonce-padded': {
    changes: {
      '*.tokens.back.claims.nonce': '"<nonce of {1}> "',
    },
  },
  'back-id-token-nonce-null': {
    changes: {
      '*.tokens.back.claims.nonce': 'null',
    },
  },
  'back-id-token-nonce-empty': {
    changes: {
      '*.tokens.back.claims.nonce': '""',
    },
  },
  'back-id-token-nonce-number': {
    changes: {
      '*.tokens.back.claims.nonce': '42',
    },
  },
  'back-id-token-nonce-array': {
    changes: {
      '*.tokens.back.claims.nonce': '["<nonce of {1}>"]',
    },
  },
  'back-id-token-nonce-object': {
    changes: {
      '*.tokens.back.claims.nonce': '{"value":"<nonce of {1}>"}',
    },
  },
  'back-id-token-at-hash-missing': {
    changes: {
      '*.tokens.back.claims.at_hash': gone,
    },
  },
  'back-id-token-at-hash-wrong': {
    changes: {
      '*.tokens.back.claims.at_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'back-id-token-at-hash-of-other-token': {
    changes: {
      'post.tokens.back.claims.at_hash': '"rwsrxYbISvxNahf8S9K66A"',
      'fragment.tokens.back.claims.at_hash': '"<hash of access_token of post.tokens>"',
      'second.tokens.back.claims.at_hash': '"<hash of access_token of fragment.tokens>"',
    },
  },
  'back-id-token-at-hash-whole': {
    changes: {
      '*.tokens.back.claims.at_hash': '"<whole hash of access_token of {1}.{2}>"',
    },
  },
  'back-id-token-at-hash-right-half': {
    changes: {
      '*.tokens.back.claims.at_hash': '"<right half of access_token of {1}.{2}>"',
    },
  },
  'back-id-token-at-hash-sha384': {
    changes: {
      '*.tokens.back.claims.at_hash': '"<SHA-384 hash of access_token of {1}.{2}>"',
    },
  },
  'back-id-token-at-hash-sha512': {
    changes: {
      '*.tokens.back.claims.at_hash': '"<SHA-512 hash of access_token of {1}.{2}>"',
    },
  },
  'back-id-token-at-hash-hex': {
    changes: {
      '*.tokens.back.claims.at_hash': '"<hex hash of access_token of {1}.{2}>"',
    },
  },
  'back-id-token-at-hash-padded': {
    changes: {
      '*.tokens.back.claims.at_hash': '"<padded hash of access_token of {1}.{2}>"',
    },
  },
  'back-id-token-at-hash-null': {
    changes: {
      '*.tokens.back.claims.at_hash': 'null',
    },
  },
  'back-id-token-at-hash-empty': {
    changes: {
      '*.tokens.back.claims.at_hash': '""',
    },
  },
  'back-id-token-at-hash-number': {
    changes: {
      '*.tokens.back.claims.at_hash': '42',
    },
  },
  'back-id-token-at-hash-array': {
    changes: {
      '*.tokens.back.claims.at_hash': '["<hash of access_token of {1}.{2}>"]',
    },
  },
  'back-id-token-s-hash-wrong': {
    changes: {
      '*.tokens.back.claims.s_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'back-id-token-c-hash-wrong': {
    changes: {
      '*.tokens.back.claims.c_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'back-id-token-amr-string': {
    changes: {
      '*.tokens.back.claims.amr': '"pwd"',
    },
  },
  'back-id-token-amr-numbers': {
    changes: {
      '*.tokens.back.claims.amr': '[1,2]',
    },
  },
  'back-id-token-amr-null': {
    changes: {
      '*.tokens.back.claims.amr': 'null',
    },
  },
  'back-id-token-amr-changed': {
    changes: {
      '*.tokens.back.claims.amr': '["pwd"]',
    },
  },
  'back-id-token-amr-missing': {
    changes: {
      '*.tokens.back.claims.amr': gone,
    },
  },
  'back-id-token-acr-number': {
    changes: {
      '*.tokens.back.claims.acr': '2',
    },
  },
  'back-id-token-claim-added': {
    changes: {
      '*.tokens.back.claims.added': '{"in":"a later version"}',
    },
  },
  'back-id-token-aud-duplicated': {
    changes: {
      '*.tokens.back.claims.aud': '"another-client"',
      '*.tokens.back.claims.repeated': 'aud',
    },
  },
  'back-id-token-nonce-duplicated': {
    changes: {
      '*.tokens.back.claims.repeated': 'nonce',
    },
  },
  'back-id-token-sub-duplicated': {
    changes: {
      '*.tokens.back.claims.sub': '"another-user"',
      '*.tokens.back.claims.repeated': 'sub',
    },
  },
  'back-id-token-claims-array': {
    changes: {
      '*.tokens.back.**': gone,
      '*.tokens.back': '3 parts, unreadable',
    },
  },
  'back-id-token-claims-not-json': {
    changes: {
      '*.tokens.back.**': gone,
      '*.tokens.back': '3 parts, unreadable',
    },
  },
  'back-id-token-claims-empty': {
    changes: {
      '*.tokens.back.claims.*': gone,
      'fragment.tokens.body.id_token': '"<id_token of post.tokens>"',
      'second.tokens.body.id_token': '"<id_token of post.tokens>"',
    },
  },
  'back-id-token-signature-bit-flipped': {
    changes: {
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-payload-edited': {
    changes: {
      'post.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      '*.tokens.back.signature': 'of no known key',
      'fragment.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.tokens.back.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'back-id-token-signed-by-unknown-key': {
    changes: {
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-signed-by-other-stage': {
    changes: {
      '*.tokens.back.signature': 'RS256 of production-1',
    },
  },
  'back-id-token-signature-empty': {
    changes: {
      '*.tokens.back.signature': 'none',
    },
  },
  'back-id-token-alg-none': {
    changes: {
      '*.tokens.back.header.alg': '"none"',
      '*.tokens.back.signature': 'none',
    },
  },
  'back-id-token-alg-none-mixed-case': {
    changes: {
      '*.tokens.back.header.alg': '"nOnE"',
      '*.tokens.back.signature': 'none',
    },
  },
  'back-id-token-alg-none-signed': {
    changes: {
      '*.tokens.back.header.alg': '"none"',
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-alg-hs256-public-key': {
    changes: {
      '*.tokens.back.header.alg': '"HS256"',
      '*.tokens.back.signature': 'HS256 by the PEM of sandbox-1',
    },
  },
  'back-id-token-alg-hs256-client-secret': {
    changes: {
      '*.tokens.back.header.alg': '"HS256"',
      'post.tokens.back.signature': 'HS256 by the secret of integrator',
      'second.tokens.back.signature': 'HS256 by the secret of integrator',
      'fragment.tokens.back.signature': 'HS256 by the secret of integrator-reuse',
    },
  },
  'back-id-token-alg-es256-key-in-header': {
    changes: {
      '*.tokens.back.header.alg': '"ES256"',
      '*.tokens.back.signature': 'ES256 of the key in its header',
      '*.tokens.back.header.jwk': '{"kty":"EC","x":"…","y":"…","crv":"P-256"}',
    },
  },
  'back-id-token-alg-es256': {
    changes: {
      '*.tokens.back.header.alg': '"ES256"',
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-alg-rs384': {
    changes: {
      '*.tokens.back.header.alg': '"RS384"',
      '*.tokens.back.signature': 'RS384 of sandbox-1',
    },
  },
  'back-id-token-alg-rs512': {
    changes: {
      '*.tokens.back.header.alg': '"RS512"',
      '*.tokens.back.signature': 'RS512 of sandbox-1',
    },
  },
  'back-id-token-alg-ps256': {
    changes: {
      '*.tokens.back.header.alg': '"PS256"',
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-two-parts': {
    changes: {
      '*.tokens.back.**': gone,
      '*.tokens.back': '2 parts, unreadable',
    },
  },
  'back-id-token-four-parts': {
    changes: {
      '*.tokens.back.**': gone,
      '*.tokens.back': '4 parts, unreadable',
    },
  },
  'back-id-token-encrypted-form': {
    changes: {
      '*.tokens.back.**': gone,
      '*.tokens.back': '5 parts, unreadable',
    },
  },
  'back-id-token-base64-padded': {
    changes: {
      '*.tokens.back.alphabet': 'not base64url',
    },
  },
  'back-id-token-garbage': {
    changes: {
      '*.tokens.back.**': gone,
      'fragment.tokens.body.id_token': '"<id_token of post.tokens>"',
      'second.tokens.body.id_token': '"<id_token of post.tokens>"',
      '*.tokens.back': '1 parts, unreadable',
    },
  },
  'back-id-token-kid-missing': {
    changes: {
      '*.tokens.back.header.kid': gone,
    },
  },
  'back-id-token-kid-unknown': {
    changes: {
      '*.tokens.back.header.kid': '"no-such-key"',
    },
  },
  'back-id-token-kid-injection': {
    changes: {
      '*.tokens.back.header.kid': "\"../../../../dev/null' OR '1'='1\"",
    },
  },
  'back-id-token-kid-lower-case': {
    changes: {
      '*.tokens.back.header.kid': '"e5c04d3401fc863207b066ecfa3a82a15ed4027ers256"',
    },
  },
  'back-id-token-kid-number': {
    changes: {
      '*.tokens.back.header.kid': '42',
    },
  },
  'back-id-token-kid-null': {
    changes: {
      '*.tokens.back.header.kid': 'null',
    },
  },
  'back-id-token-kid-empty': {
    changes: {
      '*.tokens.back.header.kid': '""',
    },
  },
  'back-id-token-kid-of-other-key': {
    changes: {
      '*.tokens.back.header.kid': '"5C34CACED91DE502F8AC48BBAABFF4632C9A5F25RS256"',
    },
  },
  'back-id-token-crit-unknown': {
    changes: {
      '*.tokens.back.header.crit': '["exotic"]',
      '*.tokens.back.header.exotic': 'true',
    },
  },
  'back-id-token-crit-empty': {
    changes: {
      '*.tokens.back.header.crit': '[]',
    },
  },
  'back-id-token-b64-false': {
    changes: {
      '*.tokens.back.header.crit': '["b64"]',
      '*.tokens.back.header.b64': 'false',
    },
  },
  'back-id-token-jku-elsewhere': {
    changes: {
      '*.tokens.back.header.kid': '"attacker"',
      '*.tokens.back.header.jku': '"https://evil.example/jwks"',
    },
  },
  'back-id-token-x5u-elsewhere': {
    changes: {
      '*.tokens.back.header.kid': '"attacker"',
      '*.tokens.back.header.x5u': '"https://evil.example/certificate"',
    },
  },
  'back-id-token-x5t-wrong': {
    changes: {
      '*.tokens.back.header.x5t': '"BZuMC4rt-PjUauwcfMpg7cX6sa8"',
    },
  },
  'back-id-token-typ-access-token': {
    changes: {
      '*.tokens.back.header.typ': '"at+jwt"',
    },
  },
  'back-id-token-typ-missing': {
    changes: {
      '*.tokens.back.header.typ': gone,
    },
  },
  'back-id-token-alg-missing': {
    changes: {
      '*.tokens.back.header.alg': gone,
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-alg-null': {
    changes: {
      '*.tokens.back.header.alg': 'null',
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-alg-array': {
    changes: {
      '*.tokens.back.header.alg': '["RS256"]',
    },
  },
  'back-id-token-alg-lower-case': {
    changes: {
      '*.tokens.back.header.alg': '"rs256"',
      '*.tokens.back.signature': 'of no known key',
    },
  },
  'back-id-token-header-duplicated-alg': {
    changes: {
      '*.tokens.back.header.alg': '"none"',
      '*.tokens.back.signature': 'of no known key',
      '*.tokens.back.header.repeated': 'alg',
    },
  },
  'back-id-token-header-not-json': {
    changes: {
      '*.tokens.back.**': gone,
      '*.tokens.back': '3 parts, unreadable',
    },
  },
}
