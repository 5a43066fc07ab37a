import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives a test run a data folder of its own, so that no test touches the CA of whoever runs it. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mobilepay-mock-test-'))
  process.env.MOBILEPAY_MOCK_DATA = folder
  return () => rm(folder, { recursive: true, force: true })
}
