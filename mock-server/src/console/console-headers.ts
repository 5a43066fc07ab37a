import type { HeaderList } from '../http/reply.ts'

/**
 * The page shows what strangers sent to the mock. Should anything of it become markup, no script of it runs, nothing
 * leaves for elsewhere, and no form goes anywhere. What every answer under `/_mock` carries, the HTTP front adds.
 */
export const consoleHeaders: HeaderList = [
  [
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
  ],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
]
