import { type HttpResponse, mediaTypeOf, textOf } from '../subjects/http.ts'
import type { Attempt } from './arrival.ts'
import { type Page, readPage } from './page.ts'
import { type PagePurpose, purposeOf } from './page-script.ts'

/** A page that the browser was shown on its way. */
export interface ShownPage {
  readonly purpose: PagePurpose
  readonly page: Page
  readonly response: HttpResponse
}

/** The pages of an attempt in their order, the last one included; redirects and answers without HTML are none. */
export function pagesShown({ hops }: Attempt): readonly ShownPage[] {
  return hops
    .filter(({ response }) => response.status === 200 && mediaTypeOf(response).includes('html'))
    .map(({ response }) => {
      const page = readPage(textOf(response))
      return { purpose: purposeOf(page), page, response }
    })
}
