import type { Visitor } from '../../flow/page-script.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'

/** Whoever logs in with the login, and allows what is asked. */
export function visitorOf({ loginHint, password, merchantVat }: AutomaticLogin): Visitor {
  return { username: loginHint, password, merchant: merchantVat, decision: 'allow' }
}
