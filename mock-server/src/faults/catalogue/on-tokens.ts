import { Type } from 'typebox'
import type { Claims } from '../../engine/jwt.ts'
import type { TokenKind } from '../../engine/token-draft.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultAction } from '../fault.ts'

/** Where codes are issued, with the ID token in front. */
export const issuing: readonly EndpointLabel[] = ['authorize', 'authorize-callback']
export const tokenEndpoint: readonly EndpointLabel[] = ['token']

const kinds: readonly TokenKind[] = ['front-id-token', 'back-id-token', 'refreshed-id-token', 'access-token']

const edits = (what: string) =>
  Type.Object(
    {
      kind: Type.Unsafe<TokenKind>({ type: 'string', enum: kinds, description: 'Which tokens.' }),
      set: Type.Record(Type.String(), Type.Unknown(), {
        default: {},
        description: `${what} to set, with their values.`,
      }),
      remove: Type.Array(Type.String(), { default: [], description: `${what} to take away.` }),
    },
    { additionalProperties: false },
  )

/** Members set and taken away as the parameters of a fault say. */
export function edit(members: Claims, { set, remove }: Readonly<Record<string, unknown>>): Claims {
  const removed = Array.isArray(remove) ? remove : []
  const kept = Object.entries(members).filter(([name]) => !removed.includes(name))
  return { ...Object.fromEntries(kept), ...(typeof set === 'object' ? set : {}) }
}

function editing(part: 'claims' | 'header'): FaultAction<'token'> {
  return (draft, { parameters }) =>
    draft.kind === parameters.kind ? { ...draft, [part]: edit(draft[part], parameters) } : undefined
}

const general = {
  group: 'id-token',
  expected: 'It depends on what was set.',
  endpoints: ['authorize', 'authorize-callback', 'token'],
} as const

/** Whatever a test author can think of that has no name here. */
export const generalTokenFaults: readonly Fault[] = [
  {
    ...general,
    name: 'token-claims-set',
    breaks: 'Tokens of one kind have other claims.',
    spec: 'RFC 7519 4',
    parameters: edits('Claims'),
    at: { token: editing('claims') },
  },
  {
    ...general,
    name: 'token-header-set',
    breaks: 'Tokens of one kind have other header members.',
    spec: 'RFC 7515 4',
    parameters: edits('Header members'),
    at: { token: editing('header') },
  },
]
