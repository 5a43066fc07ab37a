import { writeFile } from 'node:fs/promises'
import { checkReference } from './check-reference.ts'

await writeFile(new URL('../../docs/reference/checks.md', import.meta.url), checkReference())
