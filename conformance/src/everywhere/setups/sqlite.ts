import { join } from 'node:path'
import { belowItsAddress } from '../../subjects/mock-target.ts'
import { remoteMockSubject } from '../../subjects/remote-mock-subject.ts'
import { startMockProcess } from '../mock-process.ts'
import { Restarts } from '../restarts.ts'
import type { Setup } from '../setup.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Between two of them, logins, codes and consents are under way, and the clocks of worlds have been moved. */
const requestsBetweenRestarts = 200

/** Worlds in a file, and a process that is killed again and again while the checks run. */
export const sqlite: Setup = {
  name: 'sqlite',
  title: 'SQLite, killed and restarted',
  async open(generation, environments) {
    const folder = await temporaryFolder()
    const mock = await startMockProcess(['--store', `file:${join(folder.path, 'mock.sqlite')}`])
    const restarts = new Restarts(requestsBetweenRestarts, () => mock.killAndRestart())
    const subject = await remoteMockSubject(mock, generation, environments, {
      name: 'sqlite',
      reach(world, environment) {
        const reached = belowItsAddress(world, environment)
        return { ...reached, send: restarts.around(reached.send) }
      },
      async close() {
        await mock[Symbol.asyncDispose]()
        await folder[Symbol.asyncDispose]()
      },
    })
    const targets = subject.targets.map(({ lab, ...target }) => ({
      ...target,
      ...(lab && { lab: restarts.aroundLab(lab), rotateKeys: () => restarts.aroundLab(lab).rotateKeys(true) }),
    }))
    return { ...subject, targets }
  },
}
