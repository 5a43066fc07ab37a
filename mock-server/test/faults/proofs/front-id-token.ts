import { anything, gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const frontIdTokenProofs: Proofs = {
  'front-id-token-iss-wrong': {
    changes: {
      '*.callback.front.claims.iss': '"https://evil.example"',
    },
  },
  'front-id-token-iss-trailing-slash': {
    changes: {
      '*.callback.front.claims.iss': '"https://api.mobilepay.dk/merchant/"',
    },
  },
  'front-id-token-iss-missing': {
    changes: {
      '*.callback.front.claims.iss': gone,
    },
  },
  'front-id-token-iss-http': {
    changes: {
      '*.callback.front.claims.iss': '"http://api.mobilepay.dk/merchant"',
    },
  },
  'front-id-token-iss-upper-case': {
    changes: {
      '*.callback.front.claims.iss': '"HTTPS://API.MOBILEPAY.DK/MERCHANT"',
    },
  },
  'front-id-token-iss-of-other-stage': {
    changes: {
      '*.callback.front.claims.iss': '"https://api.sandbox.mobilepay.dk/merchant"',
    },
  },
  'front-id-token-iss-longer': {
    changes: {
      '*.callback.front.claims.iss': '"https://api.mobilepay.dk/merchant.evil.example"',
    },
  },
  'front-id-token-iss-null': {
    changes: {
      '*.callback.front.claims.iss': 'null',
    },
  },
  'front-id-token-iss-empty': {
    changes: {
      '*.callback.front.claims.iss': '""',
    },
  },
  'front-id-token-iss-number': {
    changes: {
      '*.callback.front.claims.iss': '42',
    },
  },
  'front-id-token-iss-array': {
    changes: {
      '*.callback.front.claims.iss': '["https://api.mobilepay.dk/merchant"]',
    },
  },
  'front-id-token-iss-object': {
    changes: {
      '*.callback.front.claims.iss': '{"value":"https://api.mobilepay.dk/merchant"}',
    },
  },
  'front-id-token-sub-missing': {
    changes: {
      '*.callback.front.claims.sub': gone,
    },
  },
  'front-id-token-sub-too-long': {
    changes: {
      '*.callback.front.claims.sub': '"<300 characters>"',
    },
  },
  'front-id-token-sub-of-other-user': {
    changes: {
      'post.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      'fragment.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'front-id-token-sub-not-ascii': {
    changes: {
      'post.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000001-ø"',
      'fragment.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000002-ø"',
      'second.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000002-ø"',
    },
  },
  'front-id-token-sub-null': {
    changes: {
      '*.callback.front.claims.sub': 'null',
    },
  },
  'front-id-token-sub-empty': {
    changes: {
      '*.callback.front.claims.sub': '""',
    },
  },
  'front-id-token-sub-number': {
    changes: {
      '*.callback.front.claims.sub': '42',
    },
  },
  'front-id-token-sub-array': {
    changes: {
      'post.callback.front.claims.sub': '["11111111-0000-4000-8000-000000000001"]',
      'fragment.callback.front.claims.sub': '["11111111-0000-4000-8000-000000000002"]',
      'second.callback.front.claims.sub': '["11111111-0000-4000-8000-000000000002"]',
    },
  },
  'front-id-token-sub-object': {
    changes: {
      'post.callback.front.claims.sub': '{"value":"11111111-0000-4000-8000-000000000001"}',
      'fragment.callback.front.claims.sub': '{"value":"11111111-0000-4000-8000-000000000002"}',
      'second.callback.front.claims.sub': '{"value":"11111111-0000-4000-8000-000000000002"}',
    },
  },
  'front-id-token-aud-wrong': {
    changes: {
      '*.callback.front.claims.aud': '"another-client"',
    },
  },
  'front-id-token-aud-missing': {
    changes: {
      '*.callback.front.claims.aud': gone,
    },
  },
  'front-id-token-aud-array-without-client': {
    changes: {
      '*.callback.front.claims.aud': '["another-client","a-third-client"]',
    },
  },
  'front-id-token-aud-extra': {
    changes: {
      'post.callback.front.claims.aud': '["integrator","https://evil.example"]',
      'second.callback.front.claims.aud': '["integrator","https://evil.example"]',
      'fragment.callback.front.claims.aud': '["integrator-reuse","https://evil.example"]',
      'post.callback.front.claims.azp': '"integrator"',
      'second.callback.front.claims.azp': '"integrator"',
      'fragment.callback.front.claims.azp': '"integrator-reuse"',
    },
  },
  'front-id-token-aud-two-without-azp': {
    changes: {
      'post.callback.front.claims.aud': '["integrator","https://api.mobilepay.dk/merchant/resources"]',
      'second.callback.front.claims.aud': '["integrator","https://api.mobilepay.dk/merchant/resources"]',
      'fragment.callback.front.claims.aud': '["integrator-reuse","https://api.mobilepay.dk/merchant/resources"]',
    },
  },
  'front-id-token-aud-upper-case': {
    changes: {
      'post.callback.front.claims.aud': '"INTEGRATOR"',
      'second.callback.front.claims.aud': '"INTEGRATOR"',
      'fragment.callback.front.claims.aud': '"INTEGRATOR-REUSE"',
    },
  },
  'front-id-token-aud-of-access-token': {
    changes: {
      '*.callback.front.claims.aud': '"https://api.mobilepay.dk/merchant/resources"',
    },
  },
  'front-id-token-aud-empty-array': {
    changes: {
      '*.callback.front.claims.aud': '[]',
    },
  },
  'front-id-token-aud-single-in-array': {
    changes: {
      'post.callback.front.claims.aud': '["integrator"]',
      'second.callback.front.claims.aud': '["integrator"]',
      'fragment.callback.front.claims.aud': '["integrator-reuse"]',
    },
  },
  'front-id-token-aud-null': {
    changes: {
      '*.callback.front.claims.aud': 'null',
    },
  },
  'front-id-token-aud-empty': {
    changes: {
      '*.callback.front.claims.aud': '""',
    },
  },
  'front-id-token-aud-number': {
    changes: {
      '*.callback.front.claims.aud': '42',
    },
  },
  'front-id-token-aud-object': {
    changes: {
      'post.callback.front.claims.aud': '{"value":"integrator"}',
      'second.callback.front.claims.aud': '{"value":"integrator"}',
      'fragment.callback.front.claims.aud': '{"value":"integrator-reuse"}',
    },
  },
  'front-id-token-azp-wrong': {
    changes: {
      '*.callback.front.claims.azp': '"another-client"',
    },
  },
  'front-id-token-azp-number': {
    changes: {
      '*.callback.front.claims.azp': '42',
    },
  },
  'front-id-token-azp-null': {
    changes: {
      '*.callback.front.claims.azp': 'null',
    },
  },
  'front-id-token-azp-right': {
    changes: {
      'post.callback.front.claims.azp': '"integrator"',
      'second.callback.front.claims.azp': '"integrator"',
      'fragment.callback.front.claims.azp': '"integrator-reuse"',
    },
  },
  'front-id-token-exp-past': {
    changes: {
      '*.callback.front.claims.exp': 'now-3600',
    },
  },
  'front-id-token-exp-missing': {
    changes: {
      '*.callback.front.claims.exp': gone,
    },
  },
  'front-id-token-exp-milliseconds': {
    changes: {
      '*.callback.front.claims.exp': 'now+300 in ms',
    },
  },
  'front-id-token-exp-zero': {
    changes: {
      '*.callback.front.claims.exp': '0',
    },
  },
  'front-id-token-exp-negative': {
    changes: {
      '*.callback.front.claims.exp': '-1',
    },
  },
  'front-id-token-exp-in-ten-years': {
    changes: {
      '*.callback.front.claims.exp': '2095632300',
    },
  },
  'front-id-token-exp-before-iat': {
    changes: {
      '*.callback.front.claims.exp': 'now-1',
    },
  },
  'front-id-token-exp-null': {
    changes: {
      '*.callback.front.claims.exp': 'null',
    },
  },
  'front-id-token-exp-string': {
    changes: {
      '*.callback.front.claims.exp': '"now+300"',
    },
  },
  'front-id-token-exp-array': {
    changes: {
      '*.callback.front.claims.exp': '[now+300]',
    },
  },
  'front-id-token-exp-object': {
    changes: {
      '*.callback.front.claims.exp': '{"value":now+300}',
    },
  },
  'front-id-token-exp-boolean': {
    changes: {
      '*.callback.front.claims.exp': 'true',
    },
  },
  'front-id-token-iat-missing': {
    changes: {
      '*.callback.front.claims.iat': gone,
    },
  },
  'front-id-token-iat-future': {
    changes: {
      '*.callback.front.claims.iat': 'now+600',
    },
  },
  'front-id-token-iat-old': {
    changes: {
      '*.callback.front.claims.iat': 'now-86400',
    },
  },
  'front-id-token-iat-milliseconds': {
    changes: {
      '*.callback.front.claims.iat': 'now+0 in ms',
    },
  },
  'front-id-token-iat-null': {
    changes: {
      '*.callback.front.claims.iat': 'null',
    },
  },
  'front-id-token-iat-string': {
    changes: {
      '*.callback.front.claims.iat': '"now+0"',
    },
  },
  'front-id-token-iat-array': {
    changes: {
      '*.callback.front.claims.iat': '[now+0]',
    },
  },
  'front-id-token-iat-object': {
    changes: {
      '*.callback.front.claims.iat': '{"value":now+0}',
    },
  },
  'front-id-token-nbf-future': {
    changes: {
      '*.callback.front.claims.nbf': 'now+600',
    },
  },
  'front-id-token-nbf-missing': {
    changes: {
      '*.callback.front.claims.nbf': gone,
    },
  },
  'front-id-token-nbf-null': {
    changes: {
      '*.callback.front.claims.nbf': 'null',
    },
  },
  'front-id-token-nbf-string': {
    changes: {
      '*.callback.front.claims.nbf': '"now+0"',
    },
  },
  'front-id-token-auth-time-old': {
    changes: {
      '*.callback.front.claims.auth_time': 'now-86400',
    },
  },
  'front-id-token-auth-time-missing': {
    changes: {
      '*.callback.front.claims.auth_time': gone,
    },
  },
  'front-id-token-auth-time-future': {
    changes: {
      '*.callback.front.claims.auth_time': 'now+86400',
    },
  },
  'front-id-token-auth-time-null': {
    changes: {
      '*.callback.front.claims.auth_time': 'null',
    },
  },
  'front-id-token-auth-time-string': {
    changes: {
      '*.callback.front.claims.auth_time': '"now+0"',
    },
  },
  'front-id-token-auth-time-array': {
    changes: {
      '*.callback.front.claims.auth_time': '[now+0]',
    },
  },
  'front-id-token-exp-beyond-skew': {
    changes: {
      '*.callback.front.claims.exp': 'now-61',
    },
  },
  'front-id-token-nonce-missing': {
    changes: {
      '*.callback.front.claims.nonce': gone,
    },
  },
  'front-id-token-nonce-wrong': {
    changes: {
      '*.callback.front.claims.nonce': '"nobody-sent-this-nonce"',
    },
  },
  'front-id-token-nonce-of-other-session': {
    changes: {
      'post.callback.front.claims.nonce': anything,
      'fragment.callback.front.claims.nonce': '"<nonce of post>"',
      'second.callback.front.claims.nonce': '"<nonce of fragment>"',
    },
  },
  'front-id-token-nonce-lower-case': {
    changes: {
      '*.callback.front.claims.nonce': '"<lower-case nonce of {1}>"',
    },
  },
  'front-id-token-nonce-truncated': {
    changes: {
      '*.callback.front.claims.nonce': '"<half a nonce of {1}>"',
    },
  },
  'front-id-token-nonce-padded': {
    changes: {
      '*.callback.front.claims.nonce': '"<nonce of {1}> "',
    },
  },
  'front-id-token-nonce-null': {
    changes: {
      '*.callback.front.claims.nonce': 'null',
    },
  },
  'front-id-token-nonce-empty': {
    changes: {
      '*.callback.front.claims.nonce': '""',
    },
  },
  'front-id-token-nonce-number': {
    changes: {
      '*.callback.front.claims.nonce': '42',
    },
  },
  'front-id-token-nonce-array': {
    changes: {
      '*.callback.front.claims.nonce': '["<nonce of {1}>"]',
    },
  },
  'front-id-token-nonce-object': {
    changes: {
      '*.callback.front.claims.nonce': '{"value":"<nonce of {1}>"}',
    },
  },
  'front-id-token-c-hash-missing': {
    changes: {
      '*.callback.front.claims.c_hash': gone,
    },
  },
  'front-id-token-c-hash-wrong': {
    changes: {
      '*.callback.front.claims.c_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'front-id-token-c-hash-of-other-code': {
    changes: {
      'post.callback.front.claims.c_hash': '"rwsrxYbISvxNahf8S9K66A"',
      'fragment.callback.front.claims.c_hash': '"<hash of code of post.callback>"',
      'second.callback.front.claims.c_hash': '"<hash of code of fragment.callback>"',
    },
  },
  'front-id-token-c-hash-whole': {
    changes: {
      '*.callback.front.claims.c_hash': '"<whole hash of code of {1}.{2}>"',
    },
  },
  'front-id-token-c-hash-right-half': {
    changes: {
      '*.callback.front.claims.c_hash': '"<right half of code of {1}.{2}>"',
    },
  },
  'front-id-token-c-hash-sha384': {
    changes: {
      '*.callback.front.claims.c_hash': '"<SHA-384 hash of code of {1}.{2}>"',
    },
  },
  'front-id-token-c-hash-sha512': {
    changes: {
      '*.callback.front.claims.c_hash': '"<SHA-512 hash of code of {1}.{2}>"',
    },
  },
  'front-id-token-c-hash-hex': {
    changes: {
      '*.callback.front.claims.c_hash': '"<hex hash of code of {1}.{2}>"',
    },
  },
  'front-id-token-c-hash-padded': {
    changes: {
      '*.callback.front.claims.c_hash': '"<padded hash of code of {1}.{2}>"',
    },
  },
  'front-id-token-c-hash-null': {
    changes: {
      '*.callback.front.claims.c_hash': 'null',
    },
  },
  'front-id-token-c-hash-empty': {
    changes: {
      '*.callback.front.claims.c_hash': '""',
    },
  },
  'front-id-token-c-hash-number': {
    changes: {
      '*.callback.front.claims.c_hash': '42',
    },
  },
  'front-id-token-c-hash-array': {
    changes: {
      '*.callback.front.claims.c_hash': '["<hash of code of {1}.{2}>"]',
    },
  },
  'front-id-token-s-hash-wrong': {
    changes: {
      '*.callback.front.claims.s_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'front-id-token-at-hash-of-nothing': {
    changes: {
      '*.callback.front.claims.at_hash': '"rwsrxYbISvxNahf8S9K66A"',
    },
  },
  'front-id-token-amr-string': {
    changes: {
      '*.callback.front.claims.amr': '"pwd"',
    },
  },
  'front-id-token-amr-numbers': {
    changes: {
      '*.callback.front.claims.amr': '[1,2]',
    },
  },
  'front-id-token-amr-null': {
    changes: {
      '*.callback.front.claims.amr': 'null',
    },
  },
  'front-id-token-amr-missing': {
    changes: {
      '*.callback.front.claims.amr': gone,
    },
  },
  'front-id-token-acr-number': {
    changes: {
      '*.callback.front.claims.acr': '2',
    },
  },
  'front-id-token-email-leaked': {
    changes: {
      'post.callback.front.claims.email': '"anna@klippe.example"',
      'fragment.callback.front.claims.email': '"bo@butikker.example"',
      'second.callback.front.claims.email': '"bo@butikker.example"',
    },
  },
  'front-id-token-claim-added': {
    changes: {
      '*.callback.front.claims.added': '{"in":"a later version"}',
    },
  },
  'front-id-token-aud-duplicated': {
    changes: {
      '*.callback.front.claims.aud': '"another-client"',
      '*.callback.front.claims.repeated': 'aud',
    },
  },
  'front-id-token-nonce-duplicated': {
    changes: {
      '*.callback.front.claims.repeated': 'nonce',
    },
  },
  'front-id-token-sub-duplicated': {
    changes: {
      '*.callback.front.claims.sub': '"another-user"',
      '*.callback.front.claims.repeated': 'sub',
    },
  },
  'front-id-token-claims-array': {
    changes: {
      '*.callback.front.**': gone,
      '*.callback.front': '3 parts, unreadable',
    },
  },
  'front-id-token-claims-not-json': {
    changes: {
      '*.callback.front.**': gone,
      '*.callback.front': '3 parts, unreadable',
    },
  },
  'front-id-token-claims-empty': {
    changes: {
      '*.callback.front.claims.*': gone,
      'fragment.callback.fields.id_token': '<id_token of post.callback>',
      'second.callback.fields.id_token': '<id_token of post.callback>',
    },
  },
  'front-id-token-signature-bit-flipped': {
    changes: {
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-payload-edited': {
    changes: {
      'post.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000002"',
      '*.callback.front.signature': 'of no known key',
      'fragment.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000001"',
      'second.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'front-id-token-signed-by-unknown-key': {
    changes: {
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-signed-by-other-stage': {
    changes: {
      '*.callback.front.signature': 'RS256 of production-1',
    },
  },
  'front-id-token-signature-empty': {
    changes: {
      '*.callback.front.signature': 'none',
    },
  },
  'front-id-token-alg-none': {
    changes: {
      '*.callback.front.header.alg': '"none"',
      '*.callback.front.signature': 'none',
    },
  },
  'front-id-token-alg-none-mixed-case': {
    changes: {
      '*.callback.front.header.alg': '"nOnE"',
      '*.callback.front.signature': 'none',
    },
  },
  'front-id-token-alg-none-signed': {
    changes: {
      '*.callback.front.header.alg': '"none"',
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-alg-hs256-public-key': {
    changes: {
      '*.callback.front.header.alg': '"HS256"',
      '*.callback.front.signature': 'HS256 by the PEM of sandbox-1',
    },
  },
  'front-id-token-alg-hs256-client-secret': {
    changes: {
      '*.callback.front.header.alg': '"HS256"',
      'post.callback.front.signature': 'HS256 by the secret of integrator',
      'second.callback.front.signature': 'HS256 by the secret of integrator',
      'fragment.callback.front.signature': 'HS256 by the secret of integrator-reuse',
    },
  },
  'front-id-token-alg-es256-key-in-header': {
    changes: {
      '*.callback.front.header.alg': '"ES256"',
      '*.callback.front.signature': 'ES256 of the key in its header',
      '*.callback.front.header.jwk': '{"kty":"EC","x":"…","y":"…","crv":"P-256"}',
    },
  },
  'front-id-token-alg-es256': {
    changes: {
      '*.callback.front.header.alg': '"ES256"',
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-alg-rs384': {
    changes: {
      '*.callback.front.header.alg': '"RS384"',
      '*.callback.front.signature': 'RS384 of sandbox-1',
    },
  },
  'front-id-token-alg-rs512': {
    changes: {
      '*.callback.front.header.alg': '"RS512"',
      '*.callback.front.signature': 'RS512 of sandbox-1',
    },
  },
  'front-id-token-alg-ps256': {
    changes: {
      '*.callback.front.header.alg': '"PS256"',
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-two-parts': {
    changes: {
      '*.callback.front.**': gone,
      '*.callback.front': '2 parts, unreadable',
    },
  },
  'front-id-token-four-parts': {
    changes: {
      '*.callback.front.**': gone,
      '*.callback.front': '4 parts, unreadable',
    },
  },
  'front-id-token-encrypted-form': {
    changes: {
      '*.callback.front.**': gone,
      '*.callback.front': '5 parts, unreadable',
    },
  },
  'front-id-token-base64-padded': {
    changes: {
      '*.callback.front.alphabet': 'not base64url',
    },
  },
  'front-id-token-garbage': {
    changes: {
      '*.callback.front.**': gone,
      'fragment.callback.fields.id_token': '<id_token of post.callback>',
      'second.callback.fields.id_token': '<id_token of post.callback>',
      '*.callback.front': '1 parts, unreadable',
    },
  },
  'front-id-token-replayed': {
    changes: {
      'second.callback.fields.id_token': '<id_token of post.callback>',
      'second.callback.front.claims.nonce': '"<nonce of post>"',
      'second.callback.front.claims.c_hash': '"<hash of code of post.callback>"',
      'second.callback.front.claims.sub': '"11111111-0000-4000-8000-000000000001"',
    },
  },
  'front-id-token-kid-missing': {
    changes: {
      '*.callback.front.header.kid': gone,
    },
  },
  'front-id-token-kid-unknown': {
    changes: {
      '*.callback.front.header.kid': '"no-such-key"',
    },
  },
  'front-id-token-kid-injection': {
    changes: {
      '*.callback.front.header.kid': "\"../../../../dev/null' OR '1'='1\"",
    },
  },
  'front-id-token-kid-lower-case': {
    changes: {
      '*.callback.front.header.kid': '"e5c04d3401fc863207b066ecfa3a82a15ed4027ers256"',
    },
  },
  'front-id-token-kid-number': {
    changes: {
      '*.callback.front.header.kid': '42',
    },
  },
  'front-id-token-kid-null': {
    changes: {
      '*.callback.front.header.kid': 'null',
    },
  },
  'front-id-token-kid-empty': {
    changes: {
      '*.callback.front.header.kid': '""',
    },
  },
  'front-id-token-kid-of-other-key': {
    changes: {
      '*.callback.front.header.kid': '"5C34CACED91DE502F8AC48BBAABFF4632C9A5F25RS256"',
    },
  },
  'front-id-token-crit-unknown': {
    changes: {
      '*.callback.front.header.crit': '["exotic"]',
      '*.callback.front.header.exotic': 'true',
    },
  },
  'front-id-token-crit-empty': {
    changes: {
      '*.callback.front.header.crit': '[]',
    },
  },
  'front-id-token-b64-false': {
    changes: {
      '*.callback.front.header.crit': '["b64"]',
      '*.callback.front.header.b64': 'false',
    },
  },
  'front-id-token-jku-elsewhere': {
    changes: {
      '*.callback.front.header.kid': '"attacker"',
      '*.callback.front.header.jku': '"https://evil.example/jwks"',
    },
  },
  'front-id-token-x5u-elsewhere': {
    changes: {
      '*.callback.front.header.kid': '"attacker"',
      '*.callback.front.header.x5u': '"https://evil.example/certificate"',
    },
  },
  'front-id-token-x5t-wrong': {
    changes: {
      '*.callback.front.header.x5t': '"BZuMC4rt-PjUauwcfMpg7cX6sa8"',
    },
  },
  'front-id-token-typ-access-token': {
    changes: {
      '*.callback.front.header.typ': '"at+jwt"',
    },
  },
  'front-id-token-typ-missing': {
    changes: {
      '*.callback.front.header.typ': gone,
    },
  },
  'front-id-token-alg-missing': {
    changes: {
      '*.callback.front.header.alg': gone,
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-alg-null': {
    changes: {
      '*.callback.front.header.alg': 'null',
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-alg-array': {
    changes: {
      '*.callback.front.header.alg': '["RS256"]',
    },
  },
  'front-id-token-alg-lower-case': {
    changes: {
      '*.callback.front.header.alg': '"rs256"',
      '*.callback.front.signature': 'of no known key',
    },
  },
  'front-id-token-header-duplicated-alg': {
    changes: {
      '*.callback.front.header.alg': '"none"',
      '*.callback.front.signature': 'of no known key',
      '*.callback.front.header.repeated': 'alg',
    },
  },
  'front-id-token-header-not-json': {
    changes: {
      '*.callback.front.**': gone,
      '*.callback.front': '3 parts, unreadable',
    },
  },
}
