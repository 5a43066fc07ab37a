import { base64 } from './base64.ts'
import { relayScript } from './relay-script.ts'

/** What it says first holds until the script has run: it is off, or something has blocked it. */
const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>One moment</title>
<p id="no-script">This step needs JavaScript. Turn it on for this site, go back to where you began and start again.</p>
<p id="wait" hidden>One moment, the answer of MobilePay is being handed over.</p>
<p id="nothing" hidden>There is no answer of MobilePay in this address. Go back to where you began and start again.</p>
<form method="post"></form>
<script>${relayScript}</script>
</html>
`

/**
 * The page for the redirect URI in fragment mode, to answer GET with. What is behind the `#` stays in the browser; the
 * page takes it out of the address and its history, and posts it as a form to the same address, where
 * `completeConsent` takes it as it takes a form post.
 *
 * Nothing is loaded, and no script but this one runs. `form-action` lets https through, because browsers hold the
 * redirect after the post against it too.
 *
 * @see OAuth 2.0 Multiple Response Type Encoding Practices section 2.1
 */
export async function relayPage(): Promise<Response> {
  const hash = base64(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(relayScript)))
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "form-action 'self' https:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
}
