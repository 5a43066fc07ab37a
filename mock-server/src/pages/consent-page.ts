import { form } from './form.ts'
import { type Html, html } from './html.ts'
import { renderPage } from './layout.ts'
import { type Messages, messages, type ProductText } from './messages/index.ts'
import type { ConsentPageModel, ScopeChoice } from './models.ts'

export function renderConsentPage(model: ConsentPageModel): string {
  const { consent: say, vatNumber } = messages[model.language]
  const { merchant } = model
  return renderPage({
    language: model.language,
    languages: model.languages,
    title: say.title,
    width: 'narrow',
    body: html`<section class="card">
<h1>${say.title}</h1>
<p class="lead">${say.lead}</p>
<dl class="parties">
<div><dt>${say.integrator}</dt><dd><strong>${model.clientName}</strong></dd></div>
${merchant && html`<div><dt>${say.onBehalfOf}</dt><dd><strong>${merchant.name}</strong> <small>${vatNumber} ${merchant.vat}</small></dd></div>`}
</dl>
${form(
  model,
  html`${model.scopes.length > 0 ? products(model.scopes, say) : html`<p>${say.noProducts}</p>`}
${model.offlineAccess && html`<p class="remark">${say.offlineAccess}</p>`}
<div class="actions">
<button type="submit" class="primary" name="decision" value="allow">${say.allow}</button>
<button type="submit" class="secondary" name="decision" value="deny">${say.deny}</button>
</div>`,
)}
</section>`,
  })
}

function products(scopes: readonly ScopeChoice[], say: Messages['consent']): Html {
  return html`<fieldset class="choices" aria-describedby="products-lead">
<legend>${say.products}</legend>
<p id="products-lead">${say.productsLead}</p>
${scopes.map(({ name, checked }) => {
  const text = productText(name, say)
  return html`<label class="choice">
<input type="checkbox" name="scopes" value="${name}"${checked && html` checked`}>
<span><strong>${text?.title ?? name}</strong>${text && html` <small>${text.description}</small>`}</span>
</label>
`
})}</fieldset>`
}

/** Asked for own keys only: a scope may well be called `constructor`. */
function productText(scope: string, { productTexts }: Messages['consent']): ProductText | undefined {
  return Object.entries(productTexts).find(([product]) => product === scope)?.[1]
}
