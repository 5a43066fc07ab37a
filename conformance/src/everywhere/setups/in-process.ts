import { startMockSubject } from '../../subjects/mock-subject.ts'
import type { Setup } from '../setup.ts'

export const inProcess: Setup = {
  name: 'in-process',
  title: 'in the process of the suite',
  open: startMockSubject,
}
