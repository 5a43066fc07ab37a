import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleMock } from './bundle-mock.ts'

const run = promisify(execFile)
const postject = createRequire(import.meta.url).resolve('postject/dist/cli.js')

/** Where Node looks for what is injected; fixed by Node's documentation of single executable applications. */
const resource = 'NODE_SEA_BLOB'
const sentinelFuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/** The name of the program on this platform. */
export const executableName = process.platform === 'win32' ? 'mobilepay-mock.exe' : 'mobilepay-mock'

/**
 * Makes one program of the mock and this Node, for this platform: it runs where no Node is installed.
 * @param folder where it is put, beside the licenses of what is in it
 * @returns its path
 */
export async function buildExecutable(folder: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'mobilepay-mock-executable-'))
  const executable = join(folder, executableName)
  try {
    const blob = await prepare(work)
    await mkdir(folder, { recursive: true })
    await copyFile(process.execPath, executable)
    await chmod(executable, 0o755)
    const segment = process.platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : []
    await run(process.execPath, [postject, executable, resource, blob, '--sentinel-fuse', sentinelFuse, ...segment])
    await copyFile(join(work, 'bundle', 'LICENSES.txt'), join(folder, 'LICENSES.txt'))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  // Apple's systems run no program whose signature does not fit it.
  if (process.platform === 'darwin') await run('codesign', ['--force', '--sign', '-', executable])
  return executable
}

/** Has Node compile the bundle into what is injected; the code that it has compiled goes along. */
async function prepare(work: string): Promise<string> {
  const main = await bundleMock(join(work, 'bundle'), 'script')
  const output = join(work, 'mock.blob')
  const config = join(work, 'config.json')
  await writeFile(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true, useCodeCache: true }))
  await run(process.execPath, ['--experimental-sea-config', config])
  return output
}
