import { configurationErrors } from './configuration-errors.ts'
import { networkErrors } from './network-errors.ts'
import { protocolErrors } from './protocol-errors.ts'
import { storageConfigurationErrors, storeErrors } from './storage-errors.ts'

/** Every error that this package throws on purpose, by what kind of trouble it is. */
export const errorTable = {
  configuration: { ...configurationErrors, ...storageConfigurationErrors },
  protocol: protocolErrors,
  network: networkErrors,
  store: storeErrors,
} as const
