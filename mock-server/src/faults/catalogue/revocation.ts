import { Parameters } from '../../http/parameters.ts'
import { empty, json, noStore, type Reply } from '../../http/reply.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultAction } from '../fault.ts'
import type { Json, PointName } from '../points.ts'
import { excuse } from './builders.ts'

const revocation: readonly EndpointLabel[] = ['revocation']
const introspection: readonly EndpointLabel[] = ['introspection']
const found = 'A conformance suite finds it.'
const spec = 'RFC 7009 2.2'

type Row = Pick<Fault, 'name' | 'breaks'> & Partial<Pick<Fault, 'spec' | 'expected'>>

function fault(
  row: Row,
  endpoints: readonly EndpointLabel[],
  at: { readonly [Point in PointName]?: FaultAction<Point> },
): Fault {
  return {
    spec: endpoints === revocation ? spec : 'RFC 7662 2.2',
    expected: found,
    ...row,
    group: 'revocation',
    endpoints,
    at,
  }
}

const revocationFaults: readonly Fault[] = [
  fault({ name: 'revocation-without-effect', breaks: 'Revocation answers 200 and revokes nothing.' }, revocation, {
    handle: (_handle) => () => empty(200),
  }),
  fault(
    {
      name: 'revocation-any-secret-accepted',
      breaks: 'Any client_secret will do for revoking.',
      spec: 'RFC 7009 2.1',
    },
    revocation,
    { rule: excuse('client-authentication-failed') },
  ),
  fault(
    {
      name: 'revocation-of-another-client-accepted',
      breaks: 'A client may revoke another client’s refresh token.',
      spec: 'RFC 7009 2.1',
    },
    revocation,
    {
      handle: (handle) => async (exchange) => {
        const reply = await handle(exchange)
        const form = new URLSearchParams((await exchange.body()).toString('utf8'))
        const token = new Parameters(form, exchange.world.settings.generation).get('token')
        const engine = await exchange.world.stage(exchange.stage).engine()
        if (reply.status === 200 && token !== undefined) engine.take('RefreshToken', token)
        return reply
      },
    },
  ),
  fault(
    {
      name: 'revocation-hint-unknown-accepted',
      breaks: 'An unknown token_type_hint is passed over, and the token revoked.',
      spec: 'RFC 7009 2.1',
      expected: 'A client that sends none sees no difference.',
    },
    revocation,
    {
      parameters(parameters, { exchange }) {
        const hint = parameters.get('token_type_hint')
        if (hint === undefined || hint === 'access_token' || hint === 'refresh_token') return undefined
        return parameters.with({ token_type_hint: undefined }, exchange.world.settings.generation)
      },
    },
  ),
  fault(
    {
      name: 'revocation-refused',
      breaks: 'Revocation is refused with unsupported_token_type.',
      spec: 'RFC 7009 2.2.1',
      expected: 'The client reports that the token may still be alive.',
    },
    revocation,
    { handle: (_handle) => () => json(400, { error: 'unsupported_token_type' }) },
  ),
  fault(
    {
      name: 'revocation-unavailable',
      breaks: 'Revocation is not available for a second.',
      spec: 'RFC 7009 2.2.1',
      expected: 'The client tries again after Retry-After.',
    },
    revocation,
    { handle: (_handle) => () => empty(503, [['Retry-After', '1']]) },
  ),
  fault(
    {
      name: 'revocation-answers-with-text',
      breaks: 'Revocation answers 200 with a body.',
      expected: 'The client passes over the body.',
    },
    revocation,
    { reply: (reply) => (reply.status === 200 ? { ...reply, body: 'revoked' } : undefined) },
  ),
]

/** Changes what introspection says. */
function said(row: Row, change: (members: Json) => Json | undefined): Fault {
  return fault(row, introspection, {
    reply: (reply) => (reply.status === 200 ? rewritten(reply, change) : undefined),
  })
}

function rewritten(reply: Reply, change: (members: Json) => Json | undefined): Reply | undefined {
  const changed = change(JSON.parse(reply.body) as Json)
  return changed && { ...reply, body: JSON.stringify(changed) }
}

const ofActive = (change: (members: Json) => Json) => (members: Json) =>
  members.active === true ? change(members) : undefined

const introspectionFaults: readonly Fault[] = [
  said({ name: 'introspection-always-inactive', breaks: 'Every token is called inactive.' }, () => ({ active: false })),
  said({ name: 'introspection-always-active', breaks: 'Every token is called active.' }, (members) => ({
    ...members,
    active: true,
  })),
  said({ name: 'introspection-active-string', breaks: 'active is a string.' }, (members) => ({
    ...members,
    active: String(members.active),
  })),
  said(
    { name: 'introspection-active-missing', breaks: 'The answer has no active.' },
    ({ active: _active, ...others }) => others,
  ),
  said(
    { name: 'introspection-scope-array', breaks: 'scope is an array.' },
    ofActive((members) => ({ ...members, scope: String(members.scope).split(' ') })),
  ),
  said(
    { name: 'introspection-client-of-another', breaks: 'client_id is another client’s.' },
    ofActive((members) => ({ ...members, client_id: 'another-client' })),
  ),
  fault(
    {
      name: 'introspection-unauthenticated',
      breaks: 'Introspection answers whoever asks.',
      spec: 'RFC 7662 2.1, 4',
    },
    introspection,
    {
      handle: (handle) => async (exchange) => {
        const reply = await handle(exchange)
        return reply.status === 401 ? json(200, { active: true }, noStore) : reply
      },
    },
  ),
]

/** Revocation and introspection. */
export const revocationAndIntrospectionFaults: readonly Fault[] = [...revocationFaults, ...introspectionFaults]
