import { environmentNames } from '@mobilepay-oidc/fixtures'
import { Type } from 'typebox'
import { endpointLabels } from '../journal/endpoint-label.ts'
import type { Summary } from '../journal/exchange-filter.ts'
import type { RecordedExchange } from '../journal/exchange-record.ts'
import type { ExplainedExchange } from '../journal/explain.ts'
import { closedObject, inWorld } from './schemas.ts'

const outcomes = ['answered', 'refused', 'failed', 'faulted', 'warned'] as const

const environment = Type.Enum([...environmentNames])
const endpoint = Type.Enum([...endpointLabels], { description: 'What the address is for.' })
const outcome = Type.Enum([...outcomes], { description: 'What became of the request.' })
const fault = Type.String({ description: 'Name of the fault that acted.' })
const text = Type.String()

/** Which exchanges are meant; every command on several takes these. */
export const FilterInput = closedObject({
  ...inWorld,
  endpoint: Type.Optional(endpoint),
  environment: Type.Optional(environment),
  method: Type.Optional(Type.String({ description: 'HTTP method, in capitals.' })),
  status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599, description: 'Status of the response.' })),
  clientId: Type.Optional(text),
  merchantId: Type.Optional(text),
  outcome: Type.Optional(outcome),
  rule: Type.Optional(Type.String({ description: 'A rule that refused or warned, by the id of its fact.' })),
  fault: Type.Optional(fault),
  requestId: Type.Optional(Type.String({ description: 'As error page and log show it.' })),
  address: Type.Optional(Type.String({ description: 'A part of host and path, in any letter case.' })),
  since: Type.Optional(Type.Integer({ minimum: 0, description: 'Exchanges that ended after the one of this id.' })),
})

export const idMember = Type.Integer({ minimum: 1, description: 'The id that lists show.' })

export const limitMember = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 100,
    description: 'At most so many: the newest, or with since the first after it.',
  }),
)

const inShort = {
  id: Type.Integer({ description: 'Counts up in its world, in the order in which exchanges ended.' }),
  at: Type.Number({ description: 'World time of the request, milliseconds since 1970.' }),
  startedAt: Type.Number({ description: "The machine's time of the request, milliseconds since 1970." }),
  durationMs: Type.Number(),
  endpoint,
  environment,
  method: text,
  requestId: text,
  address: Type.String({ description: 'Host and path of the real address.' }),
  clientId: Type.Optional(text),
  merchantId: Type.Optional(text),
  outcome: Type.Optional(outcome),
  fault: Type.Optional(fault),
} as const

/** An exchange in short. */
export const SummarySchema = Type.Unsafe<Summary>(
  closedObject({
    ...inShort,
    status: Type.Optional(Type.Integer({ description: 'Absent where no response was sent.' })),
    what: Type.Optional(Type.String({ description: 'What was answered, or the error that it was refused with.' })),
    rules: Type.Array(text, { description: 'Rules that refused or warned, by the ids of their facts.' }),
  }),
)

export const ListSchema = closedObject({
  exchanges: Type.Array(SummarySchema),
  total: Type.Integer({ description: 'How many meet the filter.' }),
  lastId: Type.Integer({ description: 'The id of the exchange that ended last; 0 before the first.' }),
})

const headers = Type.Array(Type.Array(text, { minItems: 2, maxItems: 2 }))
const body = closedObject({ text, bytes: Type.Integer() })
const open = Type.Object({}, { additionalProperties: true })

const TokenSchema = closedObject({
  name: Type.String({ description: 'The parameter, member or header that carried it.' }),
  in: Type.Enum(['request', 'response']),
  header: open,
  claims: open,
  signature: Type.String({ description: 'The fingerprint of the signature.' }),
})

const FactSchema = closedObject({
  id: text,
  section: text,
  specification: Type.Optional(
    Type.String({ description: 'Name of the specification and section that say something about it.' }),
  ),
  statement: text,
  source: text,
  confidence: text,
})

const ExplanationSchema = closedObject({
  kind: text,
  what: text,
  rule: Type.Optional(Type.String({ description: 'The rule that spoke, which is the id of its fact.' })),
  error: Type.Optional(Type.String({ description: 'The OAuth error code.' })),
  description: Type.Optional(text),
  mend: Type.Optional(Type.String({ description: 'How to mend the request.' })),
  fault: Type.Optional(fault),
  fact: Type.Optional(FactSchema),
})

const whole = {
  ...inShort,
  world: text,
  request: closedObject({ query: text, headers, body: Type.Optional(body) }),
  response: Type.Optional(closedObject({ status: Type.Integer(), headers, body })),
  tokens: Type.Array(TokenSchema),
  asked: Type.Array(text, { description: 'The rules that were asked, in order, by the ids of their facts.' }),
  decisions: Type.Array(open),
} as const

const PathStepSchema = closedObject({
  rule: text,
  verdict: Type.Enum(['passed', 'refused']),
  fact: Type.Optional(FactSchema),
})

/** A whole exchange. */
export const RecordedExchangeSchema = Type.Unsafe<RecordedExchange>(closedObject(whole))

/** A whole exchange, and what the ledger says of the decisions in it. */
export const ExplainedExchangeSchema = Type.Unsafe<ExplainedExchange>(
  closedObject({ ...whole, explanation: Type.Array(ExplanationSchema), path: Type.Array(PathStepSchema) }),
)
