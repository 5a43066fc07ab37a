/**
 * Makes one program of the mock and Node: `npm run build:executable --workspace mock-server`, for people without Node.
 * It is for the platform that makes it. `node scripts/build-executable.ts FOLDER` puts it elsewhere.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildExecutable } from './bundle/build-executable.ts'

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../executable', import.meta.url)))
console.log(await buildExecutable(folder))
