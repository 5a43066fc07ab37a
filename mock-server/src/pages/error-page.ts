import { html } from './html.ts'
import { renderPage } from './layout.ts'
import { messages } from './messages/index.ts'
import type { ErrorPageModel } from './models.ts'

/** The code alone and never a description: that is all the real page tells. Who runs the mock reads the reason in its log. */
export function renderErrorPage({ language, errorCode, requestId }: ErrorPageModel): string {
  const say = messages[language].error
  return renderPage({
    language,
    title: say.title,
    width: 'narrow',
    hint: say.logHint,
    body: html`<section class="card">
<h1>${say.title}</h1>
<p class="lead">${say.sentence}</p>
<p class="code"><code id="error-code">${errorCode}</code></p>
<p class="trace">${say.requestId}: <code id="request-id">${requestId}</code></p>
</section>`,
  })
}
