import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import type { StorePlace } from './open-store.ts'

/** A database of the soak's own, in a folder that is taken away afterwards. */
export interface Database extends AsyncDisposable {
  readonly place: StorePlace
}

/** @throws where its program is not installed; with `url` none is started. */
export async function startDatabase(
  kind: StorePlace['kind'],
  folder: string,
  url: string | undefined,
): Promise<Database> {
  if (kind === 'sqlite')
    return { place: { kind, path: join(folder, 'soak.sqlite') }, [Symbol.asyncDispose]: async () => {} }
  if (url !== undefined) return { place: { kind, url }, [Symbol.asyncDispose]: async () => {} }
  return kind === 'redis' ? startRedis(folder) : startPostgres(folder)
}

async function startRedis(folder: string): Promise<Database> {
  const port = await freePort()
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction', '--save', '']
  const server = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, ...durable])
  await said(server, /Ready to accept connections/)
  return { place: { kind: 'redis', url: `redis://127.0.0.1:${port}` }, [Symbol.asyncDispose]: () => end(server) }
}

async function startPostgres(folder: string): Promise<Database> {
  const bin = postgresPrograms()
  // PostgreSQL refuses to run as root; Debian's package brings a user for it.
  const user = process.geteuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  execFileSync(join(bin, 'initdb'), initdb, { ...user, cwd: folder, stdio: 'pipe' })
  const port = await freePort()
  const args = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder]
  const server = spawn(join(bin, 'postgres'), args, { ...user, cwd: folder })
  await said(server, /ready to accept connections/)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  // SIGINT: a fast shutdown, which does not wait for clients.
  return { place: { kind: 'postgres', url }, [Symbol.asyncDispose]: () => end(server, 'SIGINT') }
}

/** The folder with `initdb`; Debian keeps it off the PATH. */
function postgresPrograms(): string {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => join(debian, version, 'bin'))]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')))
  if (found === undefined) throw new Error('No PostgreSQL server is installed; give the address of one with --url.')
  return found
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
}

async function said(server: ChildProcess, ready: RegExp): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let text = ''
  const hear = (chunk: Buffer) => {
    text += chunk.toString()
    if (ready.test(text)) resolve()
  }
  server.stdout?.on('data', hear)
  server.stderr?.on('data', hear)
  server.once('error', reject)
  server.once('exit', (code) => reject(new Error(`The database ended with ${code}: ${text}`)))
  await promise
}

async function end(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
