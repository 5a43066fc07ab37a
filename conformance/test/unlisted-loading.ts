import { type HttpResponse, textOf } from '../src/subjects/http.ts'
import { answersTo, type UnlistedDefect, withAnswerHeader } from './support/unlisted-defect.ts'

const pages = /\/account\/login$/
const inPage = (html: string) => (response: HttpResponse) => {
  return { ...response, body: Buffer.from(textOf(response).replace('</body>', `${html}</body>`)) }
}

/** What pages load from elsewhere, and no list names. */
export const unlistedLoading: readonly UnlistedDefect[] = [
  ...Object.entries({
    'a style without a scheme': '<p style="background:url(//tracker.example/a.png)">.</p>',
    'an import without a scheme': '<style>@import "//tracker.example/a.css";</style>',
    'an image in a drawing': '<svg><image href="https://tracker.example/a.png"/></svg>',
    'a part of a drawing': '<svg><use xlink:href="https://tracker.example/a.svg#b"/></svg>',
    'a track of a film': '<video><track src="https://tracker.example/a.vtt"></video>',
    'an image that is loaded beforehand':
      '<link rel="preload" as="image" imagesrcset="https://tracker.example/a.png 1x">',
  }).map(([what, html]) => ({
    defect: `${what} from elsewhere`,
    seenBy: 'S-18',
    alter: answersTo(pages, inPage(html)),
  })),
  {
    defect: 'a header that has a style loaded from elsewhere',
    seenBy: 'S-18',
    alter: answersTo(pages, (answer) =>
      withAnswerHeader(answer, 'link', '<https://tracker.example/a.css>; rel=preload'),
    ),
  },
]
