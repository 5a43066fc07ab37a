/**
 * Makes one file of the mock: `npm run bundle --workspace mock-server`. It runs with Node alone, `node
 * mock-server/bundle/mobilepay-mock.mjs`. `node scripts/bundle.ts FOLDER` puts it elsewhere.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleMock } from './bundle/bundle-mock.ts'

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../bundle', import.meta.url)))
console.log(await bundleMock(folder))
