import type { AnyCommand } from './command.ts'
import { describeOperation } from './open-api-operation.ts'
import { ProblemSchema, problemStatuses, titleOf } from './problem-schema.ts'

/** The OpenAPI 3.1 document of the HTTP front, made from the commands. */
export function openApi(commands: readonly AnyCommand[], url: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const command of commands) {
    paths[command.path] = { ...paths[command.path], [command.method.toLowerCase()]: describeOperation(command) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control of the mobilepay-oidc mock',
      version: '1',
      description: 'Puts a running mock into any state. For development and tests only: it is not MobilePay.',
    },
    servers: [{ url: `${url}/_mock` }],
    // None on loopback; beyond it the token.
    security: [{}, { controlToken: [] }],
    tags: [...new Set(commands.map(({ name }) => subjectOf(name)))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: ProblemSchema },
      responses: Object.fromEntries(problemStatuses.map((status) => [`Problem${status}`, problemResponse(status)])),
      securitySchemes: {
        controlToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The control token of a mock that is reachable from other machines.',
        },
      },
    },
  }
}

export function subjectOf(name: string): string {
  return name.split('.', 1)[0] ?? name
}

function problemResponse(status: (typeof problemStatuses)[number]) {
  return {
    description: `${titleOf(status)}; nothing has changed`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
