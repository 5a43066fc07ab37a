import type { Claims } from '../../engine/jwt.ts'
import type { TokenDraft, TokenKind } from '../../engine/token-draft.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { FaultAction, FaultContext } from '../fault.ts'

/** Where codes are issued, with the ID token in front. */
export const issuing: readonly EndpointLabel[] = ['authorize', 'authorize-callback']
export const tokenEndpoint: readonly EndpointLabel[] = ['token']

type Changed<Part> = (value: Part, draft: TokenDraft, context: FaultContext) => Part

/** Changes drafts of one kind. */
export function changeDraft(kind: TokenKind, change: Changed<TokenDraft>): FaultAction<'token'> {
  return (draft, context) => (draft.kind === kind ? change(draft, draft, context) : undefined)
}

/** Changes the claims of tokens of one kind; their order stays where members keep their names. */
export function changeClaims(kind: TokenKind, change: Changed<Claims>): FaultAction<'token'> {
  return changeDraft(kind, (draft, _same, context) => ({ ...draft, claims: change(draft.claims, draft, context) }))
}

export function changeHeader(kind: TokenKind, change: Changed<Claims>): FaultAction<'token'> {
  return changeDraft(kind, (draft, _same, context) => ({ ...draft, header: change(draft.header, draft, context) }))
}
