import { writeFile } from 'node:fs/promises'
import { faultReference } from './fault-reference.ts'

await writeFile(new URL('../../docs/reference/faults.md', import.meta.url), faultReference())
