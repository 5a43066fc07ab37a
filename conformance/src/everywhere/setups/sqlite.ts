import { join } from 'node:path'
import { remoteMockSubject } from '../../subjects/remote-mock-subject.ts'
import { startMockProcess } from '../mock-process.ts'
import type { Setup } from '../setup.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Worlds that a killed process has left in its file. */
export const sqlite: Setup = {
  name: 'sqlite',
  title: 'SQLite, after SIGKILL and a restart',
  async open(generation, environments) {
    const folder = await temporaryFolder()
    const mock = await startMockProcess(['--store', `file:${join(folder.path, 'mock.sqlite')}`])
    const subject = await remoteMockSubject(mock, generation, environments, {
      name: 'sqlite',
      async close() {
        await mock[Symbol.asyncDispose]()
        await folder[Symbol.asyncDispose]()
      },
    })
    await mock.killAndRestart()
    return subject
  },
}
