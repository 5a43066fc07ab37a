import type { Person } from './visitor.ts'

/** The seeded users by what they are good for in a test. */
export const people = {
  /** Danish, one merchant. */
  anna: { email: 'anna@klippe.example', password: 'mock-anna' },
  /** Danish, two merchants. */
  bo: { email: 'bo@butikker.example', password: 'mock-bo' },
  /** Finnish, one merchant. */
  aino: { email: 'aino@koekahvila.example', password: 'mock-aino' },
  /** Finnish, two merchants. */
  eero: { email: 'eero@mallit.example', password: 'mock-eero' },
} as const satisfies Record<string, Person>

/** The seeded merchants. */
export const shops = {
  anna: { merchantId: 'aaaaaaaa-0000-4000-8000-000000000001', vat: 'DK12345674' },
  boBakery: { merchantId: 'aaaaaaaa-0000-4000-8000-000000000002', vat: 'DK99000007' },
  boBicycles: { merchantId: 'aaaaaaaa-0000-4000-8000-000000000003', vat: 'DK99024690' },
  aino: { merchantId: 'bbbbbbbb-0000-4000-8000-000000000001', vat: 'FI99000114' },
  eeroBooks: { merchantId: 'bbbbbbbb-0000-4000-8000-000000000002', vat: 'FI99011227' },
  eeroBicycles: { merchantId: 'bbbbbbbb-0000-4000-8000-000000000003', vat: 'FI99033442' },
} as const
