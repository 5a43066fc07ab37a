import { authorizationErrors } from './protocol-authorization-errors.ts'
import { idTokenErrors } from './protocol-id-token-errors.ts'
import { tokenErrors } from './protocol-token-errors.ts'

/** The answer breaks a rule of the protocol, or says that the protocol ended without success. */
export const protocolErrors = { ...authorizationErrors, ...idTokenErrors, ...tokenErrors } as const
