import type { Claims } from '../../engine/jwt.ts'
import type { TokenDraft, TokenKind } from '../../engine/token-draft.ts'
import type { Fault, FaultContext } from '../fault.ts'
import { issuing, tokenEndpoint } from './on-tokens.ts'

export type IdTokenKind = Exclude<TokenKind, 'access-token'>

/** The draft as it becomes, or undefined where it has nothing that could be changed so. */
export type DraftChange = (draft: TokenDraft, context: FaultContext) => TokenDraft | undefined
export type ClaimsChange = (claims: Claims, draft: TokenDraft, context: FaultContext) => Claims | undefined

/** One thing that is wrong with ID tokens, wherever they stand. */
export interface IdTokenRow {
  /** Follows the kind in the fault's name. */
  readonly name: string
  readonly breaks: string
  readonly spec: string
  /** In front and behind, unless it says otherwise. */
  readonly of?: readonly IdTokenKind[]
  /** Ids that other catalogues have for it, by kind. */
  readonly ids?: { readonly [Kind in IdTokenKind]?: readonly string[] }
  /** Said of what is right, though rare: nobody may refuse it. */
  readonly isRight?: boolean
  readonly change: DraftChange
}

export const front = 'front-id-token'
export const back = 'back-id-token'
export const refreshed = 'refreshed-id-token'
export const everyKind: readonly IdTokenKind[] = [front, back, refreshed]

const places: Readonly<Record<IdTokenKind, string>> = {
  [front]: 'The ID token of the callback',
  [back]: 'The ID token of the code’s redemption',
  [refreshed]: 'The ID token of a refresh',
}
const rejections: Readonly<Record<IdTokenKind, string>> = {
  [front]: 'The client rejects the callback and makes no token request.',
  [back]: 'The client rejects the token response and keeps nothing of it.',
  [refreshed]: 'The client rejects the refresh, names the reason and uses none of its tokens.',
}

/** A row for each kind of ID token. */
export function forEachKind(rows: readonly IdTokenRow[]): readonly Fault[] {
  return rows.flatMap((row) => (row.of ?? [front, back]).map((kind) => toFault(row, kind)))
}

function toFault({ name, breaks, spec, ids = {}, isRight = false, change }: IdTokenRow, kind: IdTokenKind): Fault {
  return {
    name: `${kind}-${name}`,
    group: kind === refreshed ? 'refresh' : 'id-token',
    breaks: `${places[kind]} ${breaks}`,
    spec: kind === refreshed ? `OIDCC 12.2; ${spec}` : spec,
    expected: isRight ? 'The client accepts it.' : rejections[kind],
    ids: ids[kind] ?? [],
    endpoints: kind === front ? issuing : tokenEndpoint,
    at: { token: (draft, context) => (draft.kind === kind ? change(draft, context) : undefined) },
  }
}

export function claims(change: ClaimsChange): DraftChange {
  return (draft, context) => {
    const changed = change(draft.claims, draft, context)
    return changed && { ...draft, claims: changed }
  }
}

/** Gives a claim another value, whether it was there or not. */
export function setClaim(name: string, value: unknown): DraftChange {
  return claims((given) => ({ ...given, [name]: value }))
}

/** Changes a claim that is there. */
export function changeClaim(
  name: string,
  change: (value: unknown, draft: TokenDraft, context: FaultContext) => unknown,
): DraftChange {
  return claims((given, draft, context) =>
    name in given ? { ...given, [name]: change(given[name], draft, context) } : undefined,
  )
}

export function dropClaim(name: string): DraftChange {
  return claims(({ [name]: dropped, ...others }) => (dropped === undefined ? undefined : others))
}

/** Values of a wrong JSON type, by the word that names them. */
const wrongValues: Readonly<Record<string, { readonly is: string; make(value: unknown): unknown }>> = {
  null: { is: 'null', make: () => null },
  empty: { is: 'an empty string', make: () => '' },
  number: { is: 'a number', make: () => 42 },
  string: { is: 'a string', make: String },
  boolean: { is: 'true', make: () => true },
  array: { is: 'an array with the right value', make: (value) => [value] },
  object: { is: 'an object', make: (value) => ({ value }) },
}

/** A row for each wrong type of a claim. */
export function wrongTypes(
  claim: string,
  spec: string,
  types: readonly (keyof typeof wrongValues)[],
  ids: Readonly<Record<string, NonNullable<IdTokenRow['ids']>>> = {},
): readonly IdTokenRow[] {
  return types.flatMap((type) => {
    const wrong = wrongValues[type]
    if (!wrong) return []
    return [
      {
        name: `${claim.replace('_', '-')}-${type}`,
        breaks: `has ${wrong.is} for ${claim}.`,
        spec,
        ids: ids[type] ?? {},
        change: changeClaim(claim, wrong.make),
      },
    ]
  })
}
