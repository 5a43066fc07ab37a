import type { TSchema } from 'typebox'
import type { AnyCommand } from './command.ts'
import { membersInPath, membersOf } from './members.ts'
import type { ProblemStatus } from './problem-schema.ts'
import { hasBody } from './read-input.ts'

/** What an OpenAPI document says of one command. */
export function describeOperation(command: AnyCommand): object {
  const { name, summary, path, output, streaming } = command
  const inPath = membersInPath(path)
  const others = membersOf(command).filter((member) => !inPath.includes(member.name))
  const inBody = hasBody(command)
  return {
    operationId: name,
    summary,
    tags: [name.split('.', 1)[0]],
    parameters: [
      ...membersOf(command)
        .filter((member) => inPath.includes(member.name))
        .map(parameter('path')),
      ...(inBody ? [] : others.map(parameter('query'))),
      ...(streaming?.as === 'events' ? [lastEventId] : []),
    ],
    ...(inBody && others.length > 0 ? { requestBody: requestBody(others) } : {}),
    responses: {
      200: { description: 'Done', content: content(output, streaming) },
      ...Object.fromEntries(
        refusals(command).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  }
}

type Member = ReturnType<typeof membersOf>[number]

const parameter =
  (place: 'path' | 'query') =>
  ({ name, schema, isRequired }: Member) => ({ name, in: place, required: isRequired, schema })

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  schema: { type: 'string', description: 'Goes on after the event of this id.' },
} as const

function requestBody(members: readonly Member[]) {
  const wanted = members.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(members.map((member) => [member.name, member.schema])),
    ...(wanted.length > 0 ? { required: wanted } : {}),
  }
  return { required: wanted.length > 0, content: { 'application/json': { schema } } }
}

/** OpenAPI 3.1 knows no items of a stream: there it is text, and each item has its schema in an extension. */
function content(schema: TSchema, streaming: AnyCommand['streaming']) {
  if (!streaming) return { 'application/json': { schema } }
  const type = streaming.as === 'events' ? 'text/event-stream' : 'application/x-ndjson'
  const description = streaming.as === 'events' ? `Events "${streaming.event}"; data is JSON.` : 'One JSON text a line.'
  return { [type]: { schema: { type: 'string', description, 'x-item-schema': schema } } }
}

function refusals(command: AnyCommand): readonly ProblemStatus[] {
  const { method, path, refuses = [] } = command
  const ofBody: ProblemStatus[] = hasBody(command) ? [413, 415] : []
  const ofPath: ProblemStatus[] = path.includes('{') ? [404] : []
  const ofChange: ProblemStatus[] = method === 'GET' ? [] : [409]
  return [...new Set([400, 401, 403, ...ofPath, ...ofChange, ...ofBody, 422, ...refuses, 500, 503] as const)].sort()
}
