import { existsSync } from 'node:fs'
import type { MockProxy } from '../proxy/mock-proxy.ts'

/**
 * Sees to it that there is a CA when the mock says that it is ready, since programs read what they trust when they start.
 * One that is there already is read with the first tunnel, which keeps the start lean.
 * @returns why the mock is no proxy; a mock that is asked for nothing else starts all the same
 */
export async function prepareProxy({ caPath, prepare }: MockProxy): Promise<string | undefined> {
  if (caPath === undefined || existsSync(caPath)) return undefined
  try {
    await prepare()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
