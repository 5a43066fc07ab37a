import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

/** What a module needs when it runs: types are gone by then. */
const imports = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\('([^']+)'\)/gm

/** The packages that a module needs, by way of all its own modules. */
async function packagesOf(module: URL, seen = new Set<string>(), packages = new Set<string>()): Promise<Set<string>> {
  if (seen.has(module.href)) return packages
  seen.add(module.href)
  const text = await readFile(module, 'utf8')
  for (const [, fixed, lazy] of text.matchAll(imports)) {
    const name = fixed ?? lazy ?? ''
    if (name.startsWith('.')) await packagesOf(new URL(name, module), seen, packages)
    else packages.add(name)
  }
  return packages
}

/** Those that do not run everywhere by themselves. */
async function foreignPackages(path: string): Promise<string[]> {
  const packages = await packagesOf(new URL(`../../src/${path}`, import.meta.url))
  return [...packages].filter((name) => !/^(jose|openid-client)(\/|$)/.test(name))
}

it('the core needs nothing of Node, so it runs on edge runtimes', async () => {
  expect(await foreignPackages('index.ts')).toEqual([])
})

it.each(['redis', 'postgres'])('the %s store needs no driver but the one it is given', async (store) => {
  expect(await foreignPackages(`stores/${store}/${store}-store.ts`)).toEqual([])
})

it('the files of stores are found to need Node, so the two above can fail', async () => {
  expect(await foreignPackages('stores/file/file-store.ts')).toContain('node:fs/promises')
  expect(await foreignPackages('stores/sqlite/sqlite-store.ts')).toContain('node:sqlite')
})
