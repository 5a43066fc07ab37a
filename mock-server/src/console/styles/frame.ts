/** The page as a whole: bar on top, rail, journal and the chosen step side by side, each scrolling by itself. */
export const frame = `
*,*::before,*::after{box-sizing:border-box}
html,body{height:100%}
body{margin:0;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:.875rem/1.45 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;-webkit-text-size-adjust:100%}
h1,h2,h3,p,ul,ol,dl,dd,pre{margin:0;padding:0}
ul,ol{list-style:none}
[hidden]{display:none!important}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem;z-index:9;padding:.5rem 1rem;background:var(--card)}
.skip:focus{left:.5rem;top:.5rem}
code,pre,kbd{font-family:var(--mono);font-size:.8125rem}
kbd{padding:0 .3rem;border:1px solid var(--edge);border-radius:.25rem;font-size:.75rem}
a{color:var(--accent);text-underline-offset:.2em}
small,.muted{color:var(--muted);font-size:.8125rem}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1rem;padding:.5rem 1rem;background:var(--card);border-bottom:1px solid var(--line)}
.top h1{font-size:1rem;white-space:nowrap}
.badge{display:inline-block;padding:0 .4rem;margin-right:.25rem;border:1.5px dashed;border-radius:.375rem;color:var(--notice);background:var(--notice-paper);font-size:.75rem;letter-spacing:.06em;text-transform:uppercase}
.disclaimer{flex:1 1 11rem;color:var(--muted);font-size:.8125rem}
.world-picker{display:flex;align-items:center;gap:.5rem}
.world-picker label{color:var(--muted)}
.world-picker select{max-width:14rem}
.theme select{max-width:9rem}
.connection{display:flex;align-items:center;gap:.4rem;min-width:6.5rem;white-space:nowrap}
.layout{flex:1;min-height:0;display:grid;grid-template-columns:20rem minmax(0,1fr)}
.layout.has-step{grid-template-columns:20rem minmax(0,1fr) minmax(24rem,36%)}
.places{display:none}
.rail,.step{overflow:auto;overscroll-behavior:contain}
.rail{background:var(--quiet);border-right:1px solid var(--line)}
.step{background:var(--card);border-left:1px solid var(--line)}
.journal{position:relative;display:flex;flex-direction:column;min-width:0;min-height:0}
.toast{position:fixed;left:50%;bottom:1rem;translate:-50%;z-index:8;padding:.5rem 1rem;border-radius:.5rem;background:var(--ink);color:var(--paper)}
.toast:empty{display:none}
noscript{padding:1rem}
dialog{width:min(34rem,calc(100vw - 2rem));padding:1.5rem;background:var(--card);color:var(--ink);border:1px solid var(--line);border-radius:.875rem}
dialog::backdrop{background:rgb(0 0 0/.45)}
dialog h2{font-size:1.125rem;margin-bottom:.75rem}
dialog p+p,dialog p+form{margin-top:.75rem}
dialog .actions{margin-top:1.25rem}
dialog .result{margin-top:.75rem}
dialog textarea{display:block;width:100%;font-family:var(--mono);font-size:.8125rem}
dialog dl{display:grid;grid-template-columns:auto 1fr;gap:.5rem 1.25rem;margin:.75rem 0 1.25rem}
dialog dt{white-space:nowrap}
@media (max-width:75rem){
.layout,.layout.has-step{grid-template-columns:18rem minmax(0,1fr)}
.layout{position:relative}
.step{position:absolute;inset:0 0 0 auto;width:min(32rem,calc(100% - 4rem));z-index:4;box-shadow:-.5rem 0 2rem rgb(0 0 0/.18)}
.disclaimer{font-size:.75rem}
.connection{min-width:0}
}
@media (max-width:50rem){
.top{padding:.5rem .75rem}
.theme select{max-width:6rem}
.disclaimer{order:1;flex:1 1 100%}
.world-picker{order:2;flex:1 1 100%}
.world-picker select{flex:1;max-width:none;min-width:0}
.connection{flex:1;min-width:0;justify-content:flex-end}
#show-help{display:none}
.layout,.layout.has-step{grid-template-columns:minmax(0,1fr);grid-template-rows:auto minmax(0,1fr)}
.places{display:grid;grid-template-columns:1fr 1fr;border-bottom:1px solid var(--line)}
.places button{min-height:2.75rem;border:0;border-bottom:3px solid transparent;background:var(--card);color:var(--muted);font:inherit;font-weight:600}
.places [aria-pressed=true]{color:var(--ink);border-color:var(--accent)}
.rail,.journal{grid-row:2;grid-column:1}
.layout:not(.shows-controls) .rail,.layout.shows-controls .journal{display:none}
.rail{border-right:0}
.step{width:100%;border-left:0}
}
@media (prefers-reduced-motion:reduce){
*,*::before,*::after{animation:none!important;transition:none!important;scroll-behavior:auto!important}
}
`
