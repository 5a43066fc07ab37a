/**
 * Makes the mock's container image: `npm run image --workspace mock-server -- [--tag NAME] [--base IMAGE]`.
 * `--base local` makes the base of this machine's Node, where no registry is reachable.
 */
import { parseArgs } from 'node:util'
import { buildImage } from './bundle/build-image.ts'

const { values } = parseArgs({ options: { tag: { type: 'string' }, base: { type: 'string' } } })
console.log(await buildImage(values))
