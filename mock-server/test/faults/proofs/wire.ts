import { gone } from '../observe/compare.ts'
import type { Proofs } from '../observe/proof.ts'

export const wireProofs: Proofs = {
  'connection-reset': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'ECONNRESET',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'connection-reset-after': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'ECONNRESET',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'empty-reply': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'ECONNRESET',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'empty-reply-after': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'ECONNRESET',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'body-truncated': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.failure': 'ECONNRESET in the body',
      'keys.production.headers.content-length': '3397',
      'keys.production.body':
        '{"keys":[{"kty":"RSA","use":"sig","kid":"8F7595E039A21B2DE8235A3AF0EB56699D199A9FRS256","x5t":"j3WV4DmiGy3oI1o68OtWaZ0Zmp8","e":"AQAB","n":"<n of production-1>","x5c":["<certificate of production-1>"],"alg":"RS25',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'chunk-malformed': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.failure': 'ECONNRESET in the body',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'chunk-unfinished': {
    changes: {
      'keys.production.failure': 'ECONNRESET in the body',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'headers-truncated': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'ECONNRESET',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'content-length-too-long': {
    changes: {
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.failure': 'ECONNRESET in the body',
      'keys.production.headers.content-length': '4396',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'content-length-contradictory': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'HPE_UNEXPECTED_CONTENT_LENGTH',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'not-http': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'HPE_INVALID_CONSTANT',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'status-line-malformed': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'HPE_INVALID_STATUS',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'headers-oversized': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'HPE_HEADER_OVERFLOW',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'header-split': {
    changes: {
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '3396',
      'keys.production.headers.x-injected': 'mock',
      'keys.production.headers.set-cookie': 'injected=1',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'body-invalid-utf8': {
    changes: {
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.0.alg': '"RS25��6"',
      'keys.production.headers.content-length': '3398',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'gzip-invalid': {
    changes: {
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.failure': 'Z_DATA_ERROR in the body',
      'keys.production.headers.content-length': '3396',
      'keys.production.headers.content-encoding': 'gzip',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
  'gzip-bomb': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.headers.content-length': '3084',
      'keys.production.headers.content-encoding': 'gzip',
      'keys.production.body':
        '                                                                                                                                                                                                                                                                                                            … (3145728, #6a3cfdf3)',
    },
    parts: ['documents'],
    order: { target: { endpoint: 'jwks', environment: 'production-dk' }, parameters: { megabytes: 3 } },
  },
  'slow-drip': {
    changes: {
      'keys.production.count': gone,
      'keys.production.status': gone,
      'keys.production.*.*': gone,
      'keys.production.failure': 'silence',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' }, parameters: { ms: 60000 } },
  },
  'body-held': {
    changes: {
      'keys.production.count': gone,
      'keys.production.0.*': gone,
      'keys.production.1.*': gone,
      'keys.production.headers.transfer-encoding': gone,
      'keys.production.failure': 'ECONNRESET in the body',
      'keys.production.headers.content-length': '3396',
      'keys.production.body':
        '{"keys":[{"kty":"RSA","use":"sig","kid":"8F7595E039A21B2DE8235A3AF0EB56699D199A9FRS256","x5t":"j3WV4DmiGy3oI1o68OtWaZ0Zmp8","e":"AQAB","n":"<n of production-1>","x5c":["<certificate of production-1>"],"alg":"RS25',
    },
    parts: ['documents'],
    patience: 1500,
    order: { target: { endpoint: 'jwks', environment: 'production-dk' } },
  },
}
