import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The test files that load a file, or its family's checks, by themselves or through what they share with others. */
export function testFilesOf(file: string, folder: string): readonly string[] {
  const wanted = testedWith(file)
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

/** What a test file loads that makes it likely to notice: for what all families of providers share, any of them. */
function testedWith(file: string): RegExp {
  // Nothing but the file itself: the tests of the whole hostile table would take all the time.
  if (file.includes('/src/hostile/')) return /^$/
  // Whole runs of the family hold it against the clients that it was held against before.
  if (file.includes('/checks/client/')) return /\/src\/checks\/client\/(?!index\.ts)/
  const family = /checks\/([a-z-]+)\//.exec(file)?.[1]
  return family === undefined ? /\/src\/checks\/(?!client\/)[a-z-]+\// : new RegExp(`/src/checks/${family}/`)
}
