import { RemoteControl } from '@mobilepay-oidc/mock-server'
import { underRealNames } from '../../subjects/mock-target.ts'
import { remoteMockSubject } from '../../subjects/remote-mock-subject.ts'
import { startMockProcess } from '../mock-process.ts'
import type { Setup } from '../setup.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Nobody listens there. */
const closedPort = 1

/** MobilePay's own addresses over TLS, a port for each world, and a local CA of the run. */
export const realNames: Setup = {
  name: 'real-names',
  title: 'real host names over TLS',
  untestable: { 'S-20': 'under its real name the other stage is production, which is never asked' },
  async open(generation, environments) {
    const data = await temporaryFolder()
    const mock = await startMockProcess([], { MOBILEPAY_MOCK_DATA: data.path })
    const control = new RemoteControl(mock)
    return remoteMockSubject(mock, generation, environments, {
      name: 'real-names',
      async reach({ name }, environment) {
        const { hosts, port, ca } = await control.world(name).tls.open({ port: 0 })
        const resolve = hosts.flatMap((host) => [
          { host, port: 443, address: '127.0.0.1', toPort: port },
          { host, port: 80, address: '127.0.0.1', toPort: closedPort },
        ])
        return underRealNames(environment, { resolve, ...(ca === undefined ? {} : { ca }) })
      },
      async close() {
        await mock[Symbol.asyncDispose]()
        await data[Symbol.asyncDispose]()
      },
    })
  },
}
