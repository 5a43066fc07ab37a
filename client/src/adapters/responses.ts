/** On every answer: it is for one browser at one moment, and its address is nobody's business. */
const always = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** The answer to a POST too: the browser goes on with GET. */
export function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { ...always, location } })
}

export function plainAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  const type = { 'content-type': 'text/plain; charset=utf-8' }
  return new Response(`${text}\n`, { status, headers: { ...always, ...type, ...headers } })
}

/** A page of text alone: nothing in it is loaded, run, or framed. */
export function page(status: number, title: string, paragraphs: readonly string[], headers = {}): Response {
  const text = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<h1>${escapeHtml(title)}</h1>
${text}
</html>
`
  const policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  const own = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  return new Response(html, { status, headers: { ...always, ...own, ...headers } })
}

/** A copy with more cookies: headers of a Response made by `Response.redirect` can not be changed. */
export function withCookies(response: Response, setCookies: readonly string[]): Response {
  const copy = new Response(response.body, response)
  for (const cookie of setCookies) copy.headers.append('set-cookie', cookie)
  return copy
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
