import { type Html, html } from '../pages/html.ts'
import { scriptExtension } from './console-files.ts'

/** The icon is inline, so that the page asks for nothing that is not there. */
const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='7' fill='none' stroke='%23b7791f' stroke-width='2' stroke-dasharray='3 2'/></svg>"

/** The console's frame: landmarks and controls. The scripts fill it. */
export function renderConsole(): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Mock console</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="console/style.css">
<script type="module" src="console/main${scriptExtension}"></script>
</head>
<body>
<a class="skip" href="#steps">Skip to the journal</a>
${topBar}
<div class="layout" id="layout">
<nav class="places" aria-label="Parts of the console">
<button type="button" id="show-journal" aria-pressed="true">Journal</button>
<button type="button" id="show-controls" aria-pressed="false">Controls</button>
</nav>
<aside class="rail" id="rail" aria-label="Controls of the world"></aside>
<main class="journal" aria-label="Journal">
${filterBar}
${diagram}
</main>
<section class="step" id="step" aria-label="Chosen step" tabindex="-1" hidden></section>
</div>
<dialog id="help" aria-labelledby="help-title"></dialog>
<dialog id="token" aria-labelledby="token-title"></dialog>
<dialog id="create" aria-labelledby="create-title"></dialog>
<p class="toast" id="toast" role="status"></p>
<noscript>The console is drawn by scripts, which are switched off here.
The same is to be had as JSON under /_mock/worlds, described in /_mock/openapi.json.</noscript>
</body>
</html>
`.toString()
}

const topBar: Html = html`<header class="top">
<h1><span class="badge">Mock</span> Console</h1>
<p class="disclaimer">This is not MobilePay. Everything here is made up.</p>
<div class="world-picker">
<label for="world">World</label>
<select id="world"></select>
<button type="button" class="plain" id="create-world">New…</button>
<button type="button" class="plain" id="remove-world">Remove</button>
</div>
<p class="connection" id="connection" role="status"></p>
<label class="theme"><span class="hidden">Colours</span><select id="theme">
<option value="system">System colours</option><option value="light">Light</option><option value="dark">Dark</option>
</select></label>
<button type="button" class="plain" id="show-help" aria-keyshortcuts="?">Keys <kbd>?</kbd></button>
</header>`

const filterBar: Html = html`<search class="filters" id="filters">
<label class="find"><span class="hidden">Find in the journal</span><input type="search" id="find" placeholder="Find address, client, rule, fault…" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>
<label><span class="hidden">Endpoint</span><select id="filter-endpoint"></select></label>
<label><span class="hidden">Outcome</span><select id="filter-outcome"></select></label>
<label><span class="hidden">Client</span><select id="filter-client"></select></label>
<p class="count" id="count" role="status"></p>
<button type="button" class="plain" id="clear-filters" hidden>Clear filters</button>
<button type="button" class="plain" id="pause" aria-pressed="false">Pause</button>
</search>`

const diagram: Html = html`<div class="lifelines" id="lifelines" aria-hidden="true"></div>
<div class="scroller" id="steps" role="listbox" tabindex="0" aria-label="Steps, oldest first" aria-keyshortcuts="j k Enter"><div class="canvas" id="canvas" role="presentation"></div></div>
<div class="blank" id="blank" hidden></div>
<button type="button" class="latest" id="latest" hidden></button>`
