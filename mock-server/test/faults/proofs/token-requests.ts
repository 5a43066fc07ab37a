import type { Proofs } from '../observe/proof.ts'

export const tokenRequestProofs: Proofs = {
  'token-post-authentication-refused': {
    parts: ['token'],
    changes: {
      'token.{usual,grant-type-*,redirect-uri-*,verifier-*,client-other,parameter-unknown,basic-and-body}':
        '400 invalid_client',
      'token.code-{missing,unknown,twice,twice-good-last,first,again,expired,of-another}': '400 invalid_client',
      'token.code-at-once': '0 wins',
      'token-error.code.body.error': '"invalid_client"',
      'token-narrow.members': 'error',
    },
  },
  'token-basic-authentication-refused': {
    changes: {
      'token.{basic,basic-encoded,basic-and-body}': '400 invalid_client',
    },
  },
  'token-basic-not-decoded': {
    changes: {
      'token.basic-encoded': '400 invalid_client',
    },
  },
  'token-body-authentication-wins': {
    changes: {
      'token.basic-and-body': '400 invalid_client',
      'token.basic-wrong': '400 invalid_request',
    },
  },
  'token-grant-type-missing-accepted': {
    changes: {
      'token.grant-type-missing': '200',
    },
  },
  'token-grant-type-unknown-accepted': {
    changes: {
      'token.grant-type-unknown': '200',
    },
  },
  'token-repeated-parameter-last-wins': {
    changes: {
      'token.code-twice-good-last': '200',
    },
  },
  'token-unknown-parameter-refused': {
    changes: {
      'token.parameter-unknown': '400 invalid_request',
    },
  },
  'code-spent-after-answer': {
    changes: {
      'token.code-at-once': 'several win',
    },
  },
}
