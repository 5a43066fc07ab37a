import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MockSubject, startMockSubject } from '../src/subjects/mock-subject.ts'
import { judged } from './support/unlisted-defect.ts'
import { unlistedDefects } from './unlisted-defects.ts'

describe('defects that no list names', () => {
  let subject: MockSubject
  beforeAll(async () => {
    subject = await startMockSubject('2024', ['sandbox-dk'])
  })
  afterAll(() => subject[Symbol.asyncDispose]())

  it.each(unlistedDefects)('$seenBy sees $defect', async (defect) => {
    const result = await judged(subject, defect)
    expect(['fail', 'warn'], JSON.stringify(result)).toContain(result?.verdict)
  })
})
