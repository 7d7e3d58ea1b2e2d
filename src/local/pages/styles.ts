/** The look of all pages, light and dark. No other file is fetched. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --pale: #f6f8fa; --link: #0969da;
  --main: #1a7f37; --bad: #cf222e; --done: #8250df; --wait: #7d4e00; --mark: #ddf4ff; --badpale: #ffebe9; --goodpale: #dafbe1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --pale: #151b23; --link: #4493f8;
    --main: #238636; --bad: #f85149; --done: #ab7df8; --wait: #d29922; --mark: #121d2f; --badpale: #25171c; --goodpale: #12261e;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: break-word;
  font: 14px/1.5 "Segoe UI", "Noto Sans", Helvetica, Arial, "DejaVu Sans", sans-serif }
a { color: var(--link); text-decoration: none }
a:hover, .markdown a, main p a, .byline a, .path a, .bad a, .commits a { text-decoration: underline }
main a.label { text-decoration: none }
main a.label:hover { text-decoration: underline }
h1 { font-size: 24px; font-weight: 400; margin: 0 0 8px; line-height: 1.3 }
h2 { font-size: 14px; margin: 0 0 6px }
p { margin: 0 0 8px }
code, pre, textarea.file, .code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
main:focus { outline: none }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip { position: absolute; left: 8px; top: -60px; padding: 8px 12px; background: var(--page); z-index: 2 }
.skip:focus { top: 8px }
header { background: var(--pale); border-bottom: 1px solid var(--line); padding: 12px 24px 0; display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center }
.bar { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; flex: 1 }
.name { font-weight: 600; font-size: 16px; color: var(--text) }
.now, .busy, .small, .number, .blank, footer { color: var(--soft) }
.busy::before { content: "●"; margin-right: 4px; color: var(--soft) }
.is-busy::before { color: var(--wait); animation: pulse 1.2s infinite alternate }
@keyframes pulse { to { opacity: .3 } }
@media (prefers-reduced-motion: reduce) { .is-busy::before { animation: none } }
.who { display: flex; gap: 6px; align-items: center; flex-wrap: wrap }
nav { width: 100%; overflow-x: auto }
nav ul { display: flex; gap: 4px; list-style: none; margin: 0; padding: 0 }
nav a { display: block; padding: 8px 10px; color: var(--text); white-space: nowrap; border-bottom: 2px solid transparent }
nav a[aria-current] { border-color: #fd8c73; font-weight: 600 }
.count { background: var(--line); color: var(--text); border-radius: 10px; padding: 0 6px; font-size: 12px }
main { max-width: 1180px; margin: 0 auto; padding: 20px 24px 40px }
footer { max-width: 1180px; margin: 0 auto; padding: 12px 24px; border-top: 1px solid var(--line); font-size: 12px }
#trouble:not(:empty) { background: var(--badpale); border: 1px solid var(--bad); padding: 8px 24px; position: sticky; top: 0; z-index: 1 }
.small { font-size: 12px; margin: 0 }
.blank { font-style: italic }
button, input, select, textarea { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 5px 10px; max-width: 100% }
button, select { background: var(--pale); cursor: pointer }
button.main { background: var(--main); border-color: transparent; color: #ffffff; font-weight: 600 }
button.small, .who select { padding: 2px 8px; font-size: 12px; color: var(--text) }
button[aria-busy] { opacity: .6; cursor: progress }
input:not([type]), input[type=search], textarea { width: 100% }
input, textarea, select { border-color: var(--soft) }
textarea { display: block; margin: 4px 0 8px; resize: vertical }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; align-items: center; margin-top: 8px }
.filter { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; margin-bottom: 12px }
.filter label { display: grid; font-size: 12px; color: var(--soft); max-width: 100%; min-width: 0 }
.states { display: flex; gap: 16px; padding: 10px 16px; background: var(--pale); border: 1px solid var(--line); border-bottom: 0; border-radius: 6px 6px 0 0 }
.states a { color: var(--soft) }
.states a[aria-current] { color: var(--text); font-weight: 600 }
.states > :last-child.new { margin-left: auto }
.issues { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 0 0 6px 6px }
.issues li { display: flex; gap: 10px; padding: 10px 16px; border-top: 1px solid var(--line) }
.issues li:first-child { border-top: 0 }
.issues .about { flex: 1; min-width: 0 }
.issues .title { color: var(--text); font-weight: 600; font-size: 15px }
.issues .facts { display: flex; gap: 10px; color: var(--soft); font-size: 12px; align-items: start; flex-wrap: wrap; justify-content: flex-end }
.labels { display: inline-flex; flex-wrap: wrap; gap: 4px }
.label { border-radius: 10px; padding: 0 8px; font-size: 12px; line-height: 20px; font-weight: 500; display: inline-block; border: 1px solid #00000022; max-width: 100% }
.pill { display: inline-block; border-radius: 16px; padding: 3px 12px; color: #ffffff; font-weight: 500; background: #59636e }
.pill.is-open, .pill.run-success { background: #1a7f37 }
.pill.is-done, .pill.is-merged { background: #8250df }
.pill.is-closed, .pill.run-failure { background: #cf222e }
.pill.run-running { background: #7d4e00 }
.sign { font-weight: 700 }
.sign.is-open, .run-success.sign { color: var(--main) }
.sign.is-done, .sign.is-merged { color: var(--done) }
.sign.is-closed, .run-failure.sign { color: var(--bad) }
.sign.is-dropped, .sign.is-draft, .run-cancelled.sign, .run-waiting.sign { color: var(--soft) }
.run-running.sign { color: var(--wait) }
@media (prefers-color-scheme: dark) { .sign.is-open, .run-success.sign { color: #3fb950 } }
.heading { border-bottom: 1px solid var(--line); margin-bottom: 20px; padding-bottom: 8px }
.badge { border: 1px solid var(--line); border-radius: 10px; padding: 0 8px; font-size: 12px; color: var(--soft) }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 260px; gap: 32px }
.talk { min-width: 0 }
.side section { border-bottom: 1px solid var(--line); padding: 0 0 12px; margin-bottom: 12px }
.side h2 { color: var(--soft); font-size: 12px }
.side fieldset { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; padding: 8px }
.side .tall { max-height: 220px; overflow-y: auto }
.choice { display: block; padding: 2px 0 }
.person { display: flex; gap: 6px; align-items: center }
summary { cursor: pointer; color: var(--link); font-size: 12px }
.box, .comment { border: 1px solid var(--line); border-radius: 6px; margin-bottom: 16px; padding: 12px 16px; background: var(--page) }
.comment { padding: 0 }
.byline { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; padding: 8px 16px; background: var(--pale); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; color: var(--soft) }
.byline b, .event b { color: var(--text) }
.comment .text { padding: 12px 16px }
.comment .edit { padding: 0 16px 12px }
.reactions { padding: 0 16px 12px; display: flex; gap: 6px; margin: 0 }
.reaction { border: 1px solid var(--line); border-radius: 12px; padding: 0 8px }
.avatar { display: inline-grid; place-items: center; width: 22px; height: 22px; border-radius: 50%; font-size: 10px; font-weight: 600; background: hsl(var(--hue) 60% 30%); color: #ffffff; flex: none }
.timeline { list-style: none; margin: 0; padding: 0 }
.event { display: flex; gap: 8px; align-items: start; margin: 0 0 14px 16px; color: var(--soft); font-size: 13px }
.event > span:last-child { min-width: 0 }
.event .label { margin-right: 4px }
.event del { color: var(--soft) }
.event ins { text-decoration: none; color: var(--text) }
.links { list-style: none; padding: 0; margin: 0 }
.links li { margin-bottom: 4px }
.links a { color: var(--text) }
.links form { display: inline-block; margin-left: 6px }
progress { vertical-align: middle; accent-color: var(--done) }
.problem, .bad { background: var(--badpale); border: 1px solid var(--bad); border-radius: 6px; padding: 12px 16px }
.good { background: var(--goodpale) }
.bad h2 { color: var(--text) }
.files, .code { border-collapse: collapse; width: 100%; table-layout: fixed }
.files td { padding: 6px 8px; border-top: 1px solid var(--line) }
.files tr:first-child td { border: 0 }
.code th { width: 4em; text-align: right; font-weight: 400; color: var(--soft); padding: 0 12px 0 0; vertical-align: top; user-select: none }
.code td { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 }
.code tr:target { background: var(--mark) }
.commits { list-style: none; padding: 0 }
.commits li { padding: 8px 0; border-bottom: 1px solid var(--line) }
pre, .wrapped { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--pale); border-radius: 6px; padding: 12px; margin: 0 0 12px }
.pairs { display: grid; grid-template-columns: minmax(80px, max-content) minmax(0, 1fr); gap: 4px 16px; margin: 0 }
.pairs dd { margin: 0; overflow-wrap: anywhere }
.scroll { overflow-x: auto; margin-bottom: 12px }
.scroll table, .markdown table { border-collapse: collapse }
.scroll th, .scroll td { border: 1px solid var(--line); padding: 5px 12px; text-align: left }
.markdown > :last-child, .text > :last-child { margin-bottom: 0 }
.markdown h1, .markdown h2 { border-bottom: 1px solid var(--line); padding-bottom: 5px; font-weight: 600 }
.markdown h1 { font-size: 22px }
.markdown h2 { font-size: 18px; margin: 18px 0 10px }
.markdown h3, .markdown h4, .markdown h5, .markdown h6 { font-size: 15px; margin: 16px 0 8px }
.markdown ul, .markdown ol { padding-left: 24px; margin: 0 0 12px }
.markdown .contains-task-list { padding-left: 0 }
.markdown .task-list-item { list-style: none; padding-left: 26px; margin-bottom: 4px }
.markdown .task-list-item input { margin: 0 7px 0 -20px }
.markdown code { background: var(--pale); border-radius: 6px; padding: 2px 5px; overflow-wrap: anywhere }
.markdown pre code { background: none; padding: 0 }
.markdown blockquote { border-left: 4px solid var(--line); margin: 0 0 12px; padding: 0 14px; color: var(--soft) }
.markdown details { margin-bottom: 12px }
.markdown summary { color: var(--text); font-size: inherit }
.markdown kbd { border: 1px solid var(--line); border-radius: 6px; padding: 1px 5px; background: var(--pale); font-size: 11px }
.markdown hr { border: 0; border-top: 3px solid var(--line) }
.mention { font-weight: 600 }
.reference.is-done, .reference.is-merged { color: var(--done) }
.picture { border: 1px dashed var(--soft); border-radius: 6px; padding: 1px 6px; color: var(--soft) }
.picture-drawn { margin: 0 0 12px; text-align: center; overflow-x: auto }
.picture-drawn svg { height: auto }
.drawing-board { position: fixed; left: 0; top: 0; visibility: hidden }
.alert { border-left: 4px solid var(--link); padding: 4px 14px; margin-bottom: 12px }
.alert-title { font-weight: 600; color: var(--link); margin-bottom: 4px }
.alert-tip { border-color: var(--main) } .alert-tip .alert-title { color: var(--text) }
.alert-important { border-color: var(--done) } .alert-important .alert-title { color: var(--done) }
.alert-warning { border-color: var(--wait) } .alert-warning .alert-title { color: var(--wait) }
.alert-caution { border-color: var(--bad) } .alert-caution .alert-title { color: var(--bad) }
button.tick { width: 18px; height: 18px; padding: 0; margin: 0 8px 0 -26px; border: 1px solid var(--soft); border-radius: 4px; line-height: 14px; vertical-align: text-bottom; background: var(--page) }
button.tick[aria-checked=true] { background: var(--link); border-color: var(--link) }
button.tick[aria-checked=true]::after { content: "✓"; color: var(--page); font-weight: 700 }
@media (max-width: 760px) {
  header, main { padding-left: 12px; padding-right: 12px }
  .bar { flex-basis: 100% }
  .columns { grid-template-columns: minmax(0, 1fr); gap: 8px }
  .issues li { flex-wrap: wrap }
  .picture-drawn svg { min-width: 640px }
  .issues .facts { flex-basis: 100%; justify-content: flex-start; padding-left: 24px }
  .filter label { flex: 1 1 45% }
  .filter select { width: 100% }
}
`
