import { isObject, lenientJson } from '../run/json-values.ts'
import type { SeenToken } from './step.ts'

const names = { id_token: 'ID token', access_token: 'Access token' } as const

/** The JWTs among the members, decoded and without their signatures. */
export function tokensIn(members: Readonly<Record<string, unknown>>, from: string): readonly SeenToken[] {
  return Object.entries(names).flatMap(([member, name]) => {
    const compact = members[member]
    if (typeof compact !== 'string') return []
    const [header, claims] = compact.split('.').map((part) => lenientJson(Buffer.from(part, 'base64url')))
    return isObject(header) && isObject(claims) ? [{ name, from, header, claims }] : []
  })
}
