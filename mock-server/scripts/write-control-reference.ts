import { writeFile } from 'node:fs/promises'
import { controlReference } from './control-reference.ts'

await writeFile(new URL('../../docs/reference/control.md', import.meta.url), controlReference())
