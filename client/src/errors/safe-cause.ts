import { ClientError } from 'openid-client'

/**
 * A copy of an error that is safe to keep and to print.
 *
 * Errors of openid-client carry whole responses, claims and tokens in `cause`, those of `JSON.parse` quote their input;
 * so nothing is copied but name, code and, where the library's texts are known to be constant, the message.
 */
export function safeCause(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined
  const copy = new Error(error instanceof ClientError ? error.message : 'details are left out: they may hold secrets')
  copy.name = /^[A-Z][A-Za-z]{2,39}$/.test(error.name) ? error.name : 'Error'
  // The stack of the original would repeat its message; the frames that matter are those of the MobilePayError.
  copy.stack = `${copy.name}: ${copy.message}`
  const code = systemCode(error)
  return code === undefined ? copy : Object.assign(copy, { code })
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED` and the like. A refresh token in upper case has no such form. */
const systemCodeForm = /^(?=.{3,64}$)(E[A-Z]{2,14}|[A-Z]+(_[A-Z0-9]+)+)$/

/** The code that the system gave; fetch puts it one level down. */
export function systemCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && systemCodeForm.test(at.code)) return at.code
  }
  return undefined
}
