import { RemoteControl } from '@mobilepay-oidc/mock-server'
import { underRealNames } from '../../subjects/mock-target.ts'
import { remoteMockSubject } from '../../subjects/remote-mock-subject.ts'
import { startMockProcess } from '../mock-process.ts'
import type { Setup } from '../setup.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { realNames } from './real-names.ts'

/** MobilePay's own addresses by way of the mock as an HTTPS proxy, whose user name is the world. */
export const proxy: Setup = {
  name: 'proxy',
  title: 'by way of the mock as a proxy',
  untestable: realNames.untestable ?? {},
  async open(generation, environments) {
    const data = await temporaryFolder()
    const mock = await startMockProcess([], { MOBILEPAY_MOCK_DATA: data.path })
    const control = new RemoteControl(mock)
    return remoteMockSubject(mock, generation, environments, {
      name: 'proxy',
      async reach({ name }, environment) {
        // The port is not used: opening it tells of the authority that vouches for the proxy's answers too.
        const { ca } = await control.world(name).tls.open({ port: 0 })
        const way = mock.url.replace('://', `://${encodeURIComponent(name)}@`)
        return underRealNames(environment, { proxy: way, isOwn: true, ...(ca === undefined ? {} : { ca }) })
      },
      async close() {
        await mock[Symbol.asyncDispose]()
        await data[Symbol.asyncDispose]()
      },
    })
  },
}
