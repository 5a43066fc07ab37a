import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const client = fileURLToPath(new URL('../../../', import.meta.url))
const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** A folder in which the client is installed from its packed tarball. */
export interface Installed extends AsyncDisposable {
  readonly folder: string
  /** What is in the tarball. */
  readonly files: readonly string[]
}

/** Builds the client, packs it as for publication, and installs the tarball into a folder of its own, offline. */
export async function installPackedClient(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-packed-'))
  const source = join(folder, 'source')
  await mkdir(source)
  for (const part of ['package.json', 'README.md', 'bin'])
    await cp(join(client, part), join(source, part), { recursive: true })
  await execute(process.execPath, [join(client, 'scripts/build.ts'), join(source, 'dist')])
  const { stdout } = await execute('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: source,
  })
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }]
  await install(folder, packed.filename, JSON.parse(await readFile(join(client, 'package.json'), 'utf8')))
  return {
    folder,
    files: packed.files.map(({ path }) => path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** As npm would; the dependencies are those of this repository. */
async function install(folder: string, tarball: string, { dependencies }: { dependencies: object }): Promise<void> {
  const target = join(folder, 'node_modules/@mobilepay-oidc/client')
  await mkdir(target, { recursive: true })
  await execute('tar', ['-xzf', join(folder, tarball), '-C', target, '--strip-components=1'])
  for (const name of [...Object.keys(dependencies), 'oauth4webapi']) {
    await cp(join(modules, name), join(folder, 'node_modules', name), { recursive: true, dereference: true })
  }
  // Only for the compiler.
  await symlink(join(modules, '@types'), join(folder, 'node_modules/@types'))
}
