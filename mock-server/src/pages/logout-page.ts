import { form } from './form.ts'
import { type Html, html } from './html.ts'
import { renderPage } from './layout.ts'
import { messages } from './messages/index.ts'
import type { LogoutPageModel } from './models.ts'

/** Both ends of signing out: the question before, and the confirmation after it. */
export function renderLogoutPage(model: LogoutPageModel): string {
  const say = messages[model.language].logout
  const [title, lead] = model.askConfirmation ? [say.titleAsking, say.leadAsking] : [say.titleDone, say.leadDone]
  return renderPage({
    language: model.language,
    languages: model.languages,
    title,
    width: 'narrow',
    body: html`<section class="card">
<h1>${title}</h1>
<p class="lead">${lead}</p>
${model.askConfirmation && form(model, html`<div class="actions"><button type="submit" class="primary" name="decision" value="logout">${say.submit}</button></div>`)}
${wayBack(model)}
</section>`,
  })
}

/** Registered or not, an address that is no web address (`javascript:`) never becomes a link. */
function wayBack({ language, returnUrl, clientName }: LogoutPageModel): Html | undefined {
  if (returnUrl === undefined) return undefined
  const protocol = URL.parse(returnUrl, 'http://localhost')?.protocol
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  const say = messages[language].logout
  return html`<p><a href="${returnUrl}">${clientName === undefined ? say.back : say.backTo(clientName)}</a></p>`
}
