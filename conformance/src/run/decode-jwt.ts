import type { SeenToken } from '../checks/check-context.ts'
import { isObject, lenientJson } from './json-values.ts'

/** Header and claims of a compact JWT, the signature unjudged; undefined when it is none. */
export function decodeJwt(compact: string | undefined, where: SeenToken['where']): SeenToken | undefined {
  const [header, claims] = (compact ?? '').split('.').map((part) => lenientJson(Buffer.from(part, 'base64url')))
  return isObject(header) && isObject(claims) ? { where, header, claims } : undefined
}
