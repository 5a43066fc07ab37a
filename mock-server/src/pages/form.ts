import { type Html, html } from './html.ts'
import type { FormTarget } from './models.ts'

/** A form that works without script: it posts what it carries along unseen, then what `body` asks for. */
export function form({ action, hiddenFields }: FormTarget, body: Html): Html {
  return html`<form method="post" action="${action}">
${Object.entries(hiddenFields).map(([name, value]) => hiddenInput(name, value))}${body}
</form>`
}

export function hiddenInput(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">
`
}
