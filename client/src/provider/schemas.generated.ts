// Generated from fixtures/schemas by scripts/generate-schemas.ts; do not edit.
import type { JsonSchema } from './json-schema.ts'

export const discoverySchema: JsonSchema = {
  type: 'object',
  required: [
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'response_types_supported',
    'subject_types_supported',
    'id_token_signing_alg_values_supported',
  ],
  properties: {
    issuer: { type: 'string' },
    jwks_uri: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    authorization_endpoint: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    token_endpoint: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    end_session_endpoint: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    revocation_endpoint: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    introspection_endpoint: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    backchannel_authentication_endpoint: { type: 'string', pattern: '^https?://[^?#\\s]+$' },
    frontchannel_logout_supported: { type: 'boolean' },
    frontchannel_logout_session_supported: { type: 'boolean' },
    backchannel_logout_supported: { type: 'boolean' },
    backchannel_logout_session_supported: { type: 'boolean' },
    scopes_supported: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
    claims_supported: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
    grant_types_supported: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
    response_types_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    response_modes_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    token_endpoint_auth_methods_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    id_token_signing_alg_values_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    subject_types_supported: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
    code_challenge_methods_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    request_parameter_supported: { type: 'boolean' },
    request_object_signing_alg_values_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    authorization_response_iss_parameter_supported: { type: 'boolean' },
    backchannel_token_delivery_modes_supported: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      minItems: 1,
      uniqueItems: true,
    },
    backchannel_user_code_parameter_supported: { type: 'boolean' },
  },
}

export const jwksSchema: JsonSchema = {
  type: 'object',
  required: ['keys'],
  properties: {
    keys: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['kty'],
        properties: {
          kty: { type: 'string' },
          kid: { type: 'string', minLength: 1 },
          d: false,
          p: false,
          q: false,
          dp: false,
          dq: false,
          qi: false,
          oth: false,
          k: false,
        },
      },
    },
  },
}
