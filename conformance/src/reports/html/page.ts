import { createHash } from 'node:crypto'
import type { Markup } from './markup.ts'

export interface Page {
  readonly title: string
  readonly body: Markup
  readonly style: string
  readonly script: string
  /** Base64, for the script to read; it is no code. */
  readonly data?: string
}

/**
 * A whole page in one file that asks nobody for anything: its policy lets the one style and the one script run, by
 * their hashes, and nothing else.
 */
export function page({ title, body, style, script, data }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
${body.text}
${data === undefined ? '' : `<script type="text/plain" id="evidence">${data}</script>\n`}<script>${script}</script>
</body>
</html>
`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
