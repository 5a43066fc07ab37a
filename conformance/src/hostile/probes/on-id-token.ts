import type { HostileRow, Scenario } from '../hostile-row.ts'
import { type Endpoint, frontChannel, type Json, type ProbeEntry, probeRow, type TokenDraft } from './probe.ts'

const places = {
  'front-id-token': { scenario: 'consent', endpoints: frontChannel },
  'back-id-token': { scenario: 'redeem', endpoints: ['token'] },
  'refreshed-id-token': { scenario: 'refresh', endpoints: ['token'] },
} as const satisfies Record<string, { readonly scenario: Scenario; readonly endpoints: readonly Endpoint[] }>
export type IdTokenKind = keyof typeof places

/** What a draft becomes; nothing where it does not concern it. */
export type DraftChange = (draft: TokenDraft) => Partial<TokenDraft> | undefined

export interface IdTokenEntry extends ProbeEntry {
  /** Where it makes sense; in all three ID tokens where it is left out. */
  readonly of?: readonly IdTokenKind[]
  readonly change: DraftChange
}
export type IdTokenTable = Readonly<Record<string, IdTokenEntry>>

/** Changes a claim that is there. */
export function withClaim(name: string, change: (value: string, draft: TokenDraft) => unknown): DraftChange {
  return (draft) =>
    name in draft.claims
      ? { claims: { ...draft.claims, [name]: change(String(draft.claims[name]), draft) } }
      : undefined
}

/** Sets members of the header. */
export function withHeader(members: Json): DraftChange {
  return ({ header }) => ({ header: { ...header, ...members } })
}

/** Changes the JSON of the claims, where its writing matters. */
export function withText(change: (json: string) => string): DraftChange {
  return ({ claims }) => ({ claimsText: change(JSON.stringify(claims)) })
}

/** Writes the number of a claim otherwise. */
export function written(name: string, write: (value: number) => string): DraftChange {
  return withText((json) =>
    json.replace(new RegExp(`"${name}":(\\d+)`), (_, digits) => `"${name}":${write(Number(digits))}`),
  )
}

/** A row for each ID token that it concerns. */
export function idTokenRows(table: IdTokenTable): readonly HostileRow[] {
  return Object.entries(table).flatMap(([name, { of = Object.keys(places) as IdTokenKind[], change, ...entry }]) =>
    of.map((kind) =>
      probeRow(`${kind}-${name}`, places[kind], entry, {
        token: (draft) => {
          const changed = draft.kind === kind ? change(draft) : undefined
          return changed && { ...draft, ...changed }
        },
      }),
    ),
  )
}
