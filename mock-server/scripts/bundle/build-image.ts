import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { bundleMock } from './bundle-mock.ts'
import { layOutLocalBase } from './local-base.ts'

const run = promisify(execFile)
const dockerfile = fileURLToPath(new URL('../../Dockerfile', import.meta.url))

/** The tag that the container module looks for by default. */
export const imageName = `mobilepay-mock:${manifest.version}`

/** A base made of this machine's Node, for where no registry is reachable. */
export const localBaseName = 'mobilepay-mock-base:local'

export interface ImageOptions {
  readonly tag?: string | undefined
  /** An image with Node; `local` makes one of this machine's; by default the Dockerfile's own. */
  readonly base?: string | undefined
}

/**
 * Bundles the mock and makes an image of it with the Docker command.
 * @returns the tag
 * @throws Error with what Docker said
 */
export async function buildImage({ tag = imageName, base }: ImageOptions = {}): Promise<string> {
  const from = base === 'local' ? await buildLocalBase() : base
  await inFolder(async (folder) => {
    await bundleMock(join(folder, 'bundle'))
    await copyFile(dockerfile, join(folder, 'Dockerfile'))
    const args = [`VERSION=${manifest.version}`, ...(from === undefined ? [] : [`BASE=${from}`])]
    await build(folder, tag, args)
  })
  return tag
}

async function buildLocalBase(): Promise<string> {
  await inFolder(async (folder) => {
    await layOutLocalBase(folder)
    await build(folder, localBaseName, [])
  })
  return localBaseName
}

/** A context of its own for each build, so that several do not disturb each other. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-mock-image-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function build(folder: string, tag: string, args: readonly string[]): Promise<void> {
  const given = args.flatMap((arg) => ['--build-arg', arg])
  await run('docker', ['build', '--quiet', '--tag', tag, ...given, folder])
}
