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
  copy.name = error.name
  // The stack of the original would repeat its message; the frames that matter are those of the MobilePayError.
  copy.stack = `${copy.name}: ${copy.message}`
  const code = systemCode(error)
  return code === undefined ? copy : Object.assign(copy, { code })
}

/** `ECONNREFUSED`, `ENOTFOUND` and the like; fetch puts them one level down. */
export function systemCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(at.code)) return at.code
  }
  return undefined
}
