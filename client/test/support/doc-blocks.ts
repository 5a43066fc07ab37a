import { mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A block of code of a page that begins with the name of its file, as `// store.ts`. */
export interface DocBlock {
  readonly heading: string
  readonly file: string
  readonly text: string
}

/** @param page below the repository's root */
export async function docBlocks(page: string): Promise<readonly DocBlock[]> {
  const lines = (await readFile(join(root, page), 'utf8')).split('\n')
  const blocks: DocBlock[] = []
  let heading = ''
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (/^#+ /.test(line)) heading = line.replace(/^#+ /, '')
    const indent = /^( *)```ts$/.exec(line)?.[1]
    if (indent === undefined) continue
    const end = lines.indexOf(`${indent}\`\`\``, at)
    const text = lines
      .slice(at + 1, end)
      .map((inner) => inner.slice(indent.length))
      .join('\n')
    blocks.push({ heading, file: /^\/\/ (\S+)/.exec(text)?.[1] ?? '', text: `${text}\n` })
    at = end
  }
  return blocks
}

/** Writes blocks into a folder as a user does, with the packages of this repository beside them. */
export async function writeBlocks(blocks: readonly DocBlock[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-docs-'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  for (const { file, text } of blocks) await writeFile(join(folder, file), text)
  return folder
}
