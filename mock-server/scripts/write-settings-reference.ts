import { writeFile } from 'node:fs/promises'
import { settingsReference } from './settings-reference.ts'

await writeFile(new URL('../../docs/reference/mock-settings.md', import.meta.url), settingsReference())
