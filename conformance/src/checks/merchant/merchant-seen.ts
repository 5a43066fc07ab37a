import type { Flow } from '../../flow/flow.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { Target } from '../../subjects/target.ts'
import { characterProblems } from '../token/access-token-form.ts'

/** Whose an access token is, as far as it can be seen. */
export interface MerchantSeen {
  /** Status of `merchants/me`; undefined where the suite knows no API. */
  readonly status: number | undefined
  /** `MerchantId` of `merchants/me`, where it is a string: what else it may be is P-15's matter. */
  readonly apiId: string | undefined
  /** `merchant_id` and `merchant_vat` of the access token. */
  readonly claimId: string | undefined
  readonly claimVat: string | undefined
  /** Which of the two claims are there and no strings. */
  readonly oddClaims: readonly string[]
}

/** Looks into the access token, and asks the API with it. */
export async function seeMerchant(flow: Flow, target: Target, accessToken: string): Promise<MerchantSeen> {
  const { merchant_id, merchant_vat } = inspectJwt(accessToken).claims
  const claims = {
    claimId: textOf(merchant_id),
    claimVat: textOf(merchant_vat),
    oddClaims: Object.entries({ merchant_id, merchant_vat })
      .filter(([, value]) => value !== undefined && typeof value !== 'string')
      .map(([name]) => name),
  }
  if (target.apiUrl === undefined || characterProblems(accessToken).length > 0) {
    return { status: undefined, apiId: undefined, ...claims }
  }
  const { status, body } = await flow.api(accessToken)
  const answer = status === 200 ? lenientJson(body) : undefined
  return {
    status,
    apiId: isObject(answer) && typeof answer.MerchantId === 'string' ? answer.MerchantId : undefined,
    ...claims,
  }
}

/** Whether anything tells the merchant, or that there is none. An API that refuses the token tells nothing (P-01). */
export function isTold({ status, apiId, claimId, claimVat }: MerchantSeen): boolean {
  return apiId !== undefined || status === 403 || claimId !== undefined || claimVat !== undefined
}

/** Whether the token carries no merchant, and the API says so (403). */
export function isForNobody({ status, claimId, claimVat }: MerchantSeen): boolean {
  return status === 403 && claimId === undefined && claimVat === undefined
}

/** What speaks against the token being for that merchant. Numbers and ids are not told: they are the merchant's. */
export function merchantProblems(seen: MerchantSeen, vat: string): readonly string[] {
  const { claimVat, oddClaims } = seen
  return [
    ...oddClaims.map((name) => `${name} of the access token is no string`),
    ...(claimVat === undefined || claimVat === vat ? [] : ['merchant_vat of the access token is another merchant’s']),
    ...(isForNobody(seen) ? ['the access token has no merchant_id, and merchants/me answered 403'] : []),
    ...(isOfAnother(seen) ? ['MerchantId of merchants/me is not merchant_id of the access token'] : []),
  ]
}

/** Whether the API tells another merchant than the token. */
export function isOfAnother({ apiId, claimId }: MerchantSeen): boolean {
  return apiId !== undefined && claimId !== undefined && !isSameId(apiId, claimId)
}

/** What differs between two tokens that should be for the same merchant. */
export function changeProblems(before: MerchantSeen, after: MerchantSeen): readonly string[] {
  const names = [
    ['claimVat', 'merchant_vat of the access token'],
    ['claimId', 'merchant_id of the access token'],
    ['apiId', 'MerchantId of merchants/me'],
    ['status', 'the status of merchants/me'],
  ] as const
  return names.flatMap(([member, name]) => {
    const [was, is] = [before[member], after[member]]
    if (was === is) return []
    if (is === undefined) return [`${name} is missing`]
    return [
      member === 'status'
        ? `${name} is ${is}, it was ${was ?? 'not asked'}`
        : `${name} ${was === undefined ? 'is new' : 'has changed'}`,
    ]
  })
}

/** GUIDs are compared without regard to case (RFC 9562 4). */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value)
}
