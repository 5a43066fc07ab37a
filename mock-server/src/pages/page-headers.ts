import { createHash } from 'node:crypto'
import { formPostScript } from './form-post.ts'
import { stylesheet } from './stylesheet.ts'

/** A CSP source that admits exactly this inline text. */
function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}

/**
 * For every page that a person walks through. No script runs, whatever gets into a page. There is no `form-action`:
 * browsers apply it to the redirect after a submit as well, and that one leads to the integrator.
 */
export const interactivePageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src ${hashSource(stylesheet)}`,
    'img-src data:',
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

const formPostPolicy = `default-src 'none'; script-src ${hashSource(formPostScript)}`

/** The form post's headers, as recorded from Duende IdentityServer 6.2. */
export const formPostHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=UTF-8',
  'Cache-Control': 'no-store, no-cache, max-age=0',
  Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
  Pragma: 'no-cache',
  'Content-Security-Policy': formPostPolicy,
  'X-Content-Security-Policy': formPostPolicy,
  'Referrer-Policy': 'no-referrer',
}
