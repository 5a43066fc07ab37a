import { startDatabase } from '../../soak/databases.ts'
import { remoteMockSubject } from '../../subjects/remote-mock-subject.ts'
import { startMockProcess } from '../mock-process.ts'
import { missingProgram } from '../program-on-path.ts'
import { startRoundRobin } from '../round-robin.ts'
import type { Setup } from '../setup.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Three processes that share a Redis of the run; each request goes to the next of them. */
export const redis: Setup = {
  name: 'redis',
  title: 'three processes that share Redis, by turns',
  tool: 'redis',
  missing: () => missingProgram('redis-server'),
  async open(generation, environments) {
    const started: AsyncDisposable[] = []
    const close = async () => {
      for (const one of started.reverse()) await one[Symbol.asyncDispose]()
    }
    const keep = <Started extends AsyncDisposable>(one: Started): Started => {
      started.push(one)
      return one
    }
    try {
      const folder = keep(await temporaryFolder())
      const { place } = keep(await startDatabase('redis', folder.path, undefined))
      if (place.kind !== 'redis') throw new Error('Redis was asked for.')
      const flags = ['--store', place.url]
      const replicas = [keep(await startMockProcess(flags)), keep(await startMockProcess(flags))]
      replicas.push(keep(await startMockProcess(flags)))
      const balancer = keep(await startRoundRobin(replicas.map(({ url }) => url)))
      return await remoteMockSubject(balancer, generation, environments, { name: 'redis', close })
    } catch (error) {
      await close()
      throw error
    }
  },
}
