import type { TSchema } from 'typebox'
import type { AnyCommand } from './command.ts'

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'allowed'],
        properties: { field: { type: 'string' }, allowed: { type: 'string' } },
      },
    },
  },
} as const

interface ObjectSchema {
  readonly properties: Readonly<Record<string, TSchema>>
  readonly required?: readonly string[]
}

/** The OpenAPI 3.1 document of the HTTP front, made from the commands. */
export function openApi(commands: readonly AnyCommand[], url: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const command of commands) {
    paths[command.path] = { ...paths[command.path], [command.method.toLowerCase()]: operation(command) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control of the mobilepay-oidc mock',
      version: '1',
      description: 'Puts a running mock into any state. For development and tests only: it is not MobilePay.',
    },
    servers: [{ url: `${url}/_mock` }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
}

function operation({ name, summary, method, path, input, output, streaming }: AnyCommand) {
  const { properties, required = [] } = input as unknown as ObjectSchema
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, member = '']) => member)
  const others = Object.keys(properties).filter((member) => !inPath.includes(member))
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const parameter = (place: string) => (member: string) => ({
    name: member,
    in: place,
    required: place === 'path' || required.includes(member),
    schema: properties[member],
  })
  const parameters = [...inPath.map(parameter('path')), ...(hasBody ? [] : others.map(parameter('query')))]
  return {
    operationId: name,
    summary,
    tags: [name.split('.')[0]],
    parameters,
    ...(hasBody && others.length > 0 ? { requestBody: requestBody(properties, others, required) } : {}),
    responses: {
      200: { description: 'Done', content: content(output, streaming) },
      default: {
        description: 'Refused; nothing has changed',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

function content(schema: TSchema, streaming: AnyCommand['streaming']) {
  if (!streaming) return { 'application/json': { schema } }
  return { [streaming.as === 'events' ? 'text/event-stream' : 'application/x-ndjson']: { schema } }
}

function requestBody(properties: ObjectSchema['properties'], members: readonly string[], required: readonly string[]) {
  const wanted = members.filter((member) => required.includes(member))
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(members.map((member) => [member, properties[member]])),
    ...(wanted.length > 0 ? { required: wanted } : {}),
  }
  return { required: wanted.length > 0, content: { 'application/json': { schema } } }
}
