/** The page around the content: type, the mock's notice, the header, the card. */
export const frame = `
*,*::before,*::after{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,p,ul,dl,dd,fieldset{margin:0;padding:0}
h1{font-size:1.625rem;line-height:1.2;letter-spacing:-.01em;text-wrap:balance}
h2{font-size:1rem;line-height:1.35}
ul{list-style:none}
a{color:var(--accent);text-underline-offset:.2em}
a:hover{color:var(--accent-hover)}
code{font:.9em/1.4 ui-monospace,'Cascadia Mono',Menlo,Consolas,'Liberation Mono',monospace}
small{font-size:.875rem;color:var(--muted)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.notice{background:var(--notice-paper);color:var(--notice);font-size:.875rem;padding:.625rem 1.25rem}
.notice p{max-width:calc(var(--measure) - 2.5rem);margin:0 auto;text-wrap:pretty}
.badge{display:inline-block;border:1.5px dashed currentcolor;border-radius:.375rem;padding:0 .4rem;margin-right:.375rem;font-size:.75rem;line-height:1.35;letter-spacing:.06em;text-transform:uppercase}
.frame{max-width:var(--measure);margin:0 auto;padding:1.25rem 1.25rem 4rem}
.narrow{--measure:34rem}
.wide{--measure:62.5rem}
header{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem 1rem;margin-bottom:1.25rem}
.provider{font-weight:650;color:var(--muted)}
nav ul{display:flex;gap:.25rem;margin:0 -.5rem}
nav a{display:block;padding:.5rem;font-size:.875rem;border-radius:.375rem}
nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
.card{background:var(--card);border:1px solid var(--line);border-radius:.875rem;padding:1.5rem}
.quiet{background:var(--quiet);border-radius:.875rem;padding:1.5rem}
.quiet>p{color:var(--muted);font-size:.875rem;margin-top:.25rem}
.lead{color:var(--muted);margin-top:.5rem;text-wrap:pretty}
.lead strong{color:var(--ink)}
.lead+p,form+p{margin-top:1.25rem}
.code{padding:.75rem 1rem;background:var(--quiet);border-radius:.625rem;font-weight:600}
.trace{color:var(--muted);font-size:.875rem;margin-top:.75rem}
.pair{display:grid;gap:1.25rem;align-items:start}
@media (min-width:48rem){
.frame{padding-top:2.5rem}
.card,.quiet{padding:2rem}
.pair:has(.quiet){grid-template-columns:minmax(0,1.15fr) minmax(0,1fr)}
}
`
