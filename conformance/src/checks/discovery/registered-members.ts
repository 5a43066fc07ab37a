/** The JSON type that a metadata member has. */
export type MemberKind = 'address' | 'flag' | 'words' | 'text' | 'object'

const kinds: Readonly<Record<MemberKind, string>> = {
  address: `issuer authorization_endpoint token_endpoint jwks_uri userinfo_endpoint registration_endpoint
    service_documentation op_policy_uri op_tos_uri revocation_endpoint introspection_endpoint end_session_endpoint
    check_session_iframe device_authorization_endpoint pushed_authorization_request_endpoint
    backchannel_authentication_endpoint`,
  flag: `claims_parameter_supported request_parameter_supported request_uri_parameter_supported
    require_request_uri_registration frontchannel_logout_supported frontchannel_logout_session_supported
    backchannel_logout_supported backchannel_logout_session_supported authorization_response_iss_parameter_supported
    tls_client_certificate_bound_access_tokens require_pushed_authorization_requests require_signed_request_object
    backchannel_user_code_parameter_supported native_sso_supported`,
  words: `scopes_supported response_types_supported response_modes_supported grant_types_supported acr_values_supported
    subject_types_supported id_token_signing_alg_values_supported id_token_encryption_alg_values_supported
    id_token_encryption_enc_values_supported userinfo_signing_alg_values_supported
    userinfo_encryption_alg_values_supported userinfo_encryption_enc_values_supported
    request_object_signing_alg_values_supported request_object_encryption_alg_values_supported
    request_object_encryption_enc_values_supported token_endpoint_auth_methods_supported
    token_endpoint_auth_signing_alg_values_supported display_values_supported claim_types_supported claims_supported
    claims_locales_supported ui_locales_supported code_challenge_methods_supported
    revocation_endpoint_auth_methods_supported revocation_endpoint_auth_signing_alg_values_supported
    introspection_endpoint_auth_methods_supported introspection_endpoint_auth_signing_alg_values_supported
    authorization_signing_alg_values_supported authorization_encryption_alg_values_supported
    authorization_encryption_enc_values_supported backchannel_token_delivery_modes_supported
    backchannel_authentication_request_signing_alg_values_supported dpop_signing_alg_values_supported
    prompt_values_supported authorization_details_types_supported protected_resources
    introspection_signing_alg_values_supported introspection_encryption_alg_values_supported
    introspection_encryption_enc_values_supported`,
  text: 'signed_metadata',
  object: 'mtls_endpoint_aliases',
}

/** The members of the IANA registry of authorization server metadata, with the JSON type of each. */
export const registeredMembers: ReadonlyMap<string, MemberKind> = new Map(
  (Object.keys(kinds) as MemberKind[]).flatMap((kind) => kinds[kind].split(/\s+/).map((name) => [name, kind] as const)),
)
