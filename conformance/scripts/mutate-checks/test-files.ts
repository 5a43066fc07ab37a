import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The test files that load a file, or its family's checks, by themselves or through what they share with others. */
export function testFilesOf(file: string, folder: string): readonly string[] {
  const family = /checks\/([a-z-]+)\//.exec(file)?.[1]
  const wanted = family === undefined ? /\/src\/checks\/(?!client\/)[a-z-]+\// : new RegExp(`/src/checks/${family}/`)
  return globSync('*.test.ts', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((path) => loadedBy(path, new Set()).some((name) => wanted.test(name) || name.endsWith(file)))
    .sort()
}

/** What a test file loads, and what that loads which is in the folder of the tests. */
function loadedBy(path: string, seen: Set<string>): readonly string[] {
  if (seen.has(path)) return []
  seen.add(path)
  const loaded = Array.from(readFileSync(path, 'utf8').matchAll(/from '(\.\.?\/[^']+\.ts)'/g), ([, name = '']) =>
    resolve(dirname(path), name),
  )
  return [...loaded, ...loaded.filter((other) => other.includes('/test/')).flatMap((other) => loadedBy(other, seen))]
}
