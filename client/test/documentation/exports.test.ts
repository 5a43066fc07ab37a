import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const client = new URL('../../', import.meta.url)
const { exports } = JSON.parse(await readFile(new URL('package.json', client), 'utf8')) as {
  exports: Record<string, string | { source: string }>
}
const entries = Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [] : [entry.source]))

interface Exported {
  readonly name: string
  readonly file: URL
}

/** What a module exports: of its own, and what it hands on. */
async function exportsOf(file: URL): Promise<readonly Exported[]> {
  const text = await readFile(file, 'utf8')
  const own = text.matchAll(/^export (?:abstract |async )*(?:class|function|const|interface|type) (\w+)/gm)
  const handedOn = text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gm)
  return [
    ...Array.from(own, ([, name = '']) => ({ name, file })),
    ...Array.from(handedOn, ([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.trim().replace(/^type /, ''))
        .filter((name) => name !== '')
        .map((name) => ({ name, file: new URL(from, file) })),
    ).flat(),
  ]
}

/** Whether a comment for readers ends on the line above the declaration. */
async function isDocumented({ name, file }: Exported): Promise<boolean> {
  const lines = (await readFile(file, 'utf8')).split('\n')
  const at = lines.findIndex((line) =>
    new RegExp(`^export (abstract |async )*(class|function|const|interface|type) ${name}\\b`).test(line),
  )
  return at > 0 && (lines[at - 1] ?? '').trim().endsWith('*/')
}

/** Methods and accessors without a comment for readers. Where a class implements an interface, editors show that of it. */
async function undocumentedMembers({ name, file }: Exported): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8')
  const [, body] =
    new RegExp(`^export (?:abstract )?class ${name}\\b(?! implements)[^\\n]*\\n([\\s\\S]*?)^}`, 'm').exec(text) ?? []
  const lines = (body ?? '').split('\n')
  return lines.flatMap((line, at) => {
    const member = /^ {2}(?:static )?(?:async )?(?:get )?([a-z]\w*)(?:<[^>]*>)?\(/.exec(line)?.[1]
    const isCovered = member === undefined || member === 'constructor' || (lines[at - 1] ?? '').trim().endsWith('*/')
    return isCovered ? [] : [`${name}.${member}`]
  })
}

describe('what the client exports', () => {
  it.each(entries)('has a comment for readers: %s', async (entry) => {
    const exported = await exportsOf(new URL(entry, client))
    expect(exported.length).toBeGreaterThan(0)
    const bare = await Promise.all(exported.map(async (one) => ((await isDocumented(one)) ? [] : [one.name])))
    expect(bare.flat()).toEqual([])
  })

  it('has one at every method that a store has to have', async () => {
    const text = await readFile(new URL('src/stores/record-store.ts', client), 'utf8')
    const [, members = ''] = /^export interface RecordStore \{\n([\s\S]*?)^\}/m.exec(text) ?? []
    const lines = members.split('\n')
    const methods = lines.flatMap((line, at) => (/^ {2}\w+\(/.test(line) ? [[line, lines[at - 1] ?? '']] : []))
    expect(methods).toHaveLength(8)
    for (const [method, above] of methods) expect([method, above]).toEqual([method, expect.stringMatching(/\*\/$/)])
  })

  it.each(entries)('has one at every method of a class: %s', async (entry) => {
    const exported = await exportsOf(new URL(entry, client))
    const bare = await Promise.all(exported.map(undocumentedMembers))
    expect(bare.flat()).toEqual([])
  })
})
