import { remoteMockSubject } from '../../subjects/remote-mock-subject.ts'
import { startMockProcess } from '../mock-process.ts'
import type { Setup } from '../setup.ts'

/** The address rule: `http://localhost:4010/HOST/PATH`, of a process that the command line has started. */
export const pathForm: Setup = {
  name: 'path-form',
  title: 'a process, below its address',
  async open(generation, environments) {
    const mock = await startMockProcess()
    return remoteMockSubject(mock, generation, environments, { close: async () => mock[Symbol.asyncDispose]() })
  },
}
