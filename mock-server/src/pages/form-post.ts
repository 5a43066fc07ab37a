import { encodeAsDotNet } from './dot-net-html-encoder.ts'
import type { FormPostModel } from './models.ts'

/** The page's whole script. Its SHA-256 stands in the page's recorded Content-Security-Policy, so no character may change. */
export const formPostScript = "window.addEventListener('load', function(){document.forms[0].submit();});"

/**
 * The page that carries the answer to the integrator, in the shape that IdentityServer gives it: clients and test
 * suites take it apart. The mock names itself only where that shape is not touched, in a comment and without script.
 */
export function renderFormPost({ redirectUri, fields }: FormPostModel): string {
  const inputs = fields.map(
    ([name, value]) => `<input type='hidden' name='${encodeAsDotNet(name)}' value='${encodeAsDotNet(value)}' />\n`,
  )
  return (
    `<html><head><!-- Mock, for tests only: this page does not come from MobilePay. -->` +
    `<meta http-equiv='X-UA-Compatible' content='IE=edge' /><base target='_self'/></head><body>` +
    `<form method='post' action='${encodeAsDotNet(redirectUri)}'>${inputs.join('')}` +
    `<noscript><p>Mock, for tests only. Your browser runs no script, so please continue by hand.</p>` +
    `<button>Continue</button></noscript></form>` +
    `<script>${formPostScript}</script></body></html>`
  )
}
