import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tool } from '../../../mock-server/test/support/require.ts'
import { freePort, ServerProcess } from './server-process.ts'

/** A PostgreSQL of a test's own, in a temporary folder. */
export interface PostgresServer {
  readonly port: number
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly database: string
  }
  kill(): Promise<void>
  restart(): Promise<void>
  /** Ends it and takes its folder away. */
  remove(): Promise<void>
}

const programs = findPrograms()

export const postgres: Tool = {
  name: 'postgres',
  missing:
    programs === undefined ? 'no PostgreSQL server, neither on the PATH nor below /usr/lib/postgresql' : undefined,
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-postgres-'))
  const user = unprivilegedUser()
  if (user) await chown(folder, user.uid, user.gid)
  const bin = programs ?? ''
  const data = join(folder, 'data')
  const initdb = [
    '--pgdata',
    data,
    '--username',
    'postgres',
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
    '--no-locale',
    '--no-sync',
  ]
  execFileSync(join(bin, 'initdb'), initdb, { ...user, stdio: 'pipe', cwd: folder })
  const port = await freePort()
  const server = new ServerProcess({
    program: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
    ready: /ready to accept connections/,
    ...user,
  })
  await server.start()
  return {
    port,
    connection: { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' },
    kill: () => server.kill(),
    restart: () => server.start(),
    remove: async () => {
      await server.kill()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The folder with `initdb` and `postgres`; Debian keeps them off the PATH. */
function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => join(debian, version, 'bin'))]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.geteuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
