import { form } from './form.ts'
import { html } from './html.ts'
import { renderPage } from './layout.ts'
import { messages } from './messages/index.ts'
import type { MerchantPickerModel } from './models.ts'

/** Nothing is chosen beforehand: for whom one consents is a decision, and a wrong guess would look like a right one. */
export function renderMerchantPicker(model: MerchantPickerModel): string {
  const { picker: say, vatNumber } = messages[model.language]
  return renderPage({
    language: model.language,
    languages: model.languages,
    title: say.title,
    width: 'narrow',
    body: html`<section class="card">
<h1>${say.title}</h1>
<p class="lead">${say.lead(html`<strong>${model.clientName}</strong>`)}</p>
${form(
  model,
  html`<fieldset class="choices">
<legend>${say.merchants}</legend>
${model.merchants.map(
  ({ merchantId, name, vat }) => html`<label class="choice">
<input type="radio" name="merchantId" value="${merchantId}" required>
<span><strong>${name}</strong> <small>${vatNumber} ${vat}</small></span>
</label>
`,
)}</fieldset>
<div class="actions">
<button type="submit" class="primary" name="decision" value="continue">${say.submit}</button>
<button type="submit" class="secondary" name="decision" value="cancel" formnovalidate>${say.cancel}</button>
</div>`,
)}
</section>`,
  })
}
