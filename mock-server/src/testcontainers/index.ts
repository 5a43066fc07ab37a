export type { ConfigFile } from '../config/read-config-file.ts'
export { MobilePayMockContainer } from './mobilepay-mock-container.ts'
export { type ContainerTls, StartedMobilePayMockContainer } from './started-mobilepay-mock-container.ts'
