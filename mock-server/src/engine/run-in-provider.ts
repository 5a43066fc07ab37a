import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type Provider from 'oidc-provider'
import type { EngineContext } from './engine-job.ts'

/** The engine refused a request that the rules had let through: a bug of the mock, answered with status 500. */
export class EngineRefusedError extends Error {
  override readonly name = 'EngineRefusedError'
}

const noSocket = new Socket()

export interface MadeUpRequest {
  readonly method: 'GET' | 'POST'
  /** Path with its query. */
  readonly url: string
  readonly form?: string
}

/**
 * Sends a request through oidc-provider's middleware that never was on a wire.
 * @param prepare puts what the request is about into the context's state.
 */
export async function runInProvider(
  provider: Provider,
  request: MadeUpRequest,
  prepare: (ctx: EngineContext) => void,
): Promise<EngineContext> {
  const message = new IncomingMessage(noSocket)
  const form = request.form ?? ''
  Object.assign(message, { method: request.method, url: request.url })
  message.headers = { host: 'engine.invalid' }
  if (request.method === 'POST') {
    message.headers['content-type'] = 'application/x-www-form-urlencoded'
    message.headers['content-length'] = String(Buffer.byteLength(form))
    message.push(form)
    message.push(null)
  }
  const ctx = provider.createContext(message, new ServerResponse(message)) as EngineContext
  prepare(ctx)
  for (const middleware of provider.middleware) await middleware(ctx, async () => {})
  return ctx
}
