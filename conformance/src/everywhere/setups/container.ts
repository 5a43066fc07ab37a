import { startContainerSubject } from '../../subjects/container-subject.ts'
import { missingEngine } from '../program-on-path.ts'
import type { Setup } from '../setup.ts'

/** The image that `npm run image --workspace mock-server` has made. */
export const container: Setup = {
  name: 'container',
  title: 'a container',
  tool: 'docker',
  missing: missingEngine,
  open: (generation, environments) => startContainerSubject(undefined, generation, environments),
}
