import type { Exchange } from '../../http/exchange.ts'
import type { Reply } from '../../http/reply.ts'
import { renderMerchantPicker } from '../../pages/index.ts'
import { antiForgery, antiForgeryField } from './anti-forgery.ts'
import { serveDecisionPage } from './decision-page.ts'
import { languageLinks, languageOf, page } from './page.ts'

/** `/merchant?returnUrl=…`: for which of your merchants? Asked where `merchant_vat` is missing. */
export function merchant(exchange: Exchange): Promise<Reply> {
  return serveDecisionPage(exchange, {
    show(_exchange, { request }, _login, merchants) {
      const { token, headers } = antiForgery(exchange)
      const body = renderMerchantPicker({
        language: languageOf(exchange, request.uiLocales),
        languages: languageLinks(exchange),
        action: `${exchange.base}${exchange.path}?${exchange.query}`,
        hiddenFields: { [antiForgeryField]: token },
        clientName: request.client.clientName,
        merchants,
      })
      return page(exchange, body, headers)
    },
    decide(form, _pending) {
      if (form.get('decision') === 'cancel') return { consent: { granted: false } }
      return { merchantId: form.get('merchantId') ?? '' }
    },
  })
}
