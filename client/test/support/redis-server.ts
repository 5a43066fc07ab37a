import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, ServerProcess } from './server-process.ts'

/** A Redis of a test's own, on disk in a temporary folder. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  kill(): Promise<void>
  restart(): Promise<void>
  /** Ends it and takes its folder away. */
  remove(): Promise<void>
}

/** @param options further options, as on its command line */
export async function startRedis(...options: readonly string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-redis-'))
  const port = await freePort()
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']
  const server = new ServerProcess({
    program: 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...durable, ...options],
    ready: /Ready to accept connections/,
  })
  await server.start()
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.kill(),
    restart: () => server.start(),
    remove: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
