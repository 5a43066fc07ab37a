/** A connected client of `redis` (node-redis): `await createClient(…).connect()`, or a pool of them. */
export interface NodeRedisClient {
  sendCommand(command: readonly string[], options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>
}

/** A client of `ioredis`: `new Redis(…)`. */
export interface IoredisClient {
  call(command: string, ...parameters: string[]): Promise<unknown>
}

/** A client of the package `redis` or `ioredis`, connected by the application. */
export type RedisClient = NodeRedisClient | IoredisClient

/**
 * Sends a command and waits no longer than the signal allows: both clients queue commands while the server is away, for
 * ever if need be.
 */
export async function sendCommand(client: RedisClient, command: readonly string[], signal: AbortSignal) {
  const reply = 'call' in client ? callIoredis(client, command) : client.sendCommand(command, { abortSignal: signal })
  return await Promise.race([reply, abortOf(signal)])
}

function callIoredis(client: IoredisClient, [name = '', ...parameters]: readonly string[]): Promise<unknown> {
  return client.call(name, ...parameters)
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
