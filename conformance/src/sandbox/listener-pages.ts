import type { HttpRequest } from '../subjects/http.ts'
import { pairsOf } from '../subjects/http.ts'

/** Paths of the listener's own, beside the redirect URI. */
export const paths = {
  wait: '/-conformance/wait',
  next: '/-conformance/next',
  go: '/-conformance/go',
  fragment: '/-conformance/fragment',
} as const

const waiting = `(async () => {
  for (;;) {
    const answer = await fetch('${paths.next}').catch(() => undefined)
    if (answer === undefined || answer.status === 410) break
    if (answer.status === 200) return location.replace('${paths.go}')
  }
  document.querySelector('p').textContent = 'The run has ended. You may close this page.'
})()`

/** The page on which the browser waits to be led on. */
export const waitPage = page(
  'Back at the conformance suite',
  `<p>Leave this page open: it leads your browser on to the next authorization request.</p><script>${waiting}</script>`,
)

/** The answer in a fragment is seen by scripts alone. */
export const fragmentPage = page(
  'Back at the conformance suite',
  `<p>Reading the answer …</p><script>(async () => {
  const body = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  await fetch('${paths.fragment}', { method: 'POST', body })
  location.replace('${paths.wait}')
})()</script>`,
)

/** Sends an authorization request by POST, as a client's page does. */
export function postPage({ url, form = [], body }: HttpRequest): string {
  const fields = body === undefined ? pairsOf(form) : [...new URLSearchParams(String(body))]
  const inputs = fields.map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  return page(
    'On to the provider',
    `<form method="post" action="${escaped(url)}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body><h1>${title}</h1>${body}</body></html>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
