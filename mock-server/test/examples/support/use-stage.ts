import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Example } from './application.ts'
import { openStage, type Stage } from './stage.ts'

/** One stage for all tests of a suite, swept before each. Call it inside `describe`. */
export function useStage(example: () => Example): () => Stage {
  let stage: Stage | undefined
  const opened = () => {
    if (!stage) throw new Error('The stage is not open.')
    return stage
  }
  beforeAll(async () => {
    stage = await openStage(example(), { switches: { ibmHeadersRequired: true } })
  }, 60_000)
  afterAll(() => stage?.[Symbol.asyncDispose]())
  beforeEach(() => opened().reset())
  return opened
}
