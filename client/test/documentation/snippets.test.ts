import { execFile } from 'node:child_process'
import { glob, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docBlocks } from '../support/doc-blocks.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const compiler = createRequire(import.meta.url)
  .resolve('typescript/package.json')
  .replace('package.json', 'bin/tsc')

/** What the text around a block has told the reader, and the block goes on from. */
const context = `import type { Connection, MobilePayClient } from '@mobilepay-oidc/client'
import type { MockServer, MockWorld } from '@mobilepay-oidc/mock-server'
import type { Express } from 'express'
declare global {
  const clientId: string
  const clientSecret: string
  const request: Request
  const mobilepay: MobilePayClient
  const connection: Connection
  const app: Express
  const mock: MockServer
  const world: MockWorld
  const server: MockServer
}
`

/** The page whose `mobilepay.ts` another one goes on from, and files of the examples that a page goes on from. */
const goesOnFrom: Readonly<Record<string, string>> = {
  'docs/how-to/receive-the-answer-in-a-fragment.md': 'docs/how-to/add-consent-to-a-web-application.md',
}
const examples: Readonly<Record<string, string>> = {
  'docs/how-to/test-with-testcontainers.md': 'examples/vitest/integration.ts',
  'docs/how-to/test-with-vitest-and-playwright.md': 'examples/vitest/integration.ts',
}

const pages: string[] = []
for await (const page of glob(['*.md', '{client,mock-server,conformance,fixtures,examples}/*.md', 'docs/**/*.md'], {
  cwd: root,
}))
  pages.push(page)

/** Each block in a folder of its own, with the other files of the page beside it. */
async function layOut(folder: string, page: string): Promise<void> {
  const blocks = await docBlocks(page)
  const before = page in goesOnFrom ? await docBlocks(goesOnFrom[page] ?? '') : []
  for (const [index, block] of blocks.entries()) {
    const own = join(folder, page.replaceAll('/', '-'), String(index))
    await mkdir(own, { recursive: true })
    for (const { file, text } of [...before, ...blocks]) if (file !== '') await writeFile(join(own, file), text)
    const example = examples[page]
    if (example !== undefined) await symlink(join(root, example), join(own, basename(example)))
    // A module, so that it may declare what the context has.
    await writeFile(join(own, block.file || 'block.ts'), `${block.text}\nexport {}\n`)
  }
}

describe('the TypeScript in the pages', () => {
  let folder: string
  let said: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mobilepay-snippets-'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await writeFile(join(folder, 'context.ts'), context)
    for (const page of pages) await layOut(folder, page)
    const compilerOptions = {
      noUnusedLocals: false,
      noUnusedParameters: false,
      preserveSymlinks: true,
      typeRoots: [join(root, 'node_modules/@types')],
    }
    const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['.'], exclude: ['node_modules'] }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    said = await new Promise((resolve) => {
      execFile(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { cwd: folder }, (_, stdout, stderr) =>
        resolve(stdout + stderr),
      )
    })
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is found', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'client/README.md', 'docs/reference/faults.md']))
  })

  it.each(pages)('compiles against the packages as they are: %s', (page) => {
    const place = page.replaceAll('/', '-')
    expect(said.split('\n').filter((line) => line.startsWith(`${place}/`))).toEqual([])
  })

  it('leaves nothing else to say', () => {
    expect(said).toBe('')
  })
})
