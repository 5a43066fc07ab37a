import discovery from '@mobilepay-oidc/fixtures/schemas/discovery.schema.json' with { type: 'json' }

/** The members that every discovery document has (OIDD 3). */
export const requiredMembers: readonly string[] = discovery.required
