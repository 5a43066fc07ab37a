import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The license texts of the packages that a bundle's modules came from, as those ask for it. */
export async function licensesOf(moduleIds: readonly string[]): Promise<string> {
  const folders = new Set(moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []))
  const texts = await Promise.all([...folders].sort().map(licenseIn))
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}

async function licenseIn(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry))
  const text = file === undefined ? '' : `\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`
  return `${name} ${version} (${typeof license === 'string' ? license : 'see its package'})${text}`
}
