// What the coach says, beside the paragraphs it is about. The page's bytes say
// nothing of it: paragraphs are found by their words, and each note gets a host
// of its own behind its paragraph, so that it is read and reached where it
// belongs. Where there is room the host moves into the margin.

import { candidates, find, main, range, spot } from './find.js';
import { standing } from './margin.js';

const page = location.pathname;

export function start({ bar, heard, store, fit, settled }) {
  const line = bar.querySelector('.coach-at');
  const inBar = bar.getRootNode();
  let sheet, data = null, off = false, busy = false, asked = 0;
  try { off = localStorage.getItem('kith:notes') === 'off'; } catch { /* private mode */ }
  const hosts = new Map(); // by note
  const open = new Map(); // what somebody folded or unfolded
  let headHost = null;

  // Marks in the text are highlights: they change nothing on the page.
  const marks = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];
  function restyle() {
    marks.replaceSync(`
      @media screen{
      ::highlight(kith-must-fix){text-decoration:underline wavy 2px var(--alarm,light-dark(#9c2a1b,#f0a493));text-underline-offset:.2em}
      ::highlight(kith-worth-a-look){text-decoration:underline wavy 2px var(--accent,#f0b34f);text-underline-offset:.2em}
      ::highlight(kith-idea){text-decoration:underline dotted 2px var(--edge,light-dark(#75807a,#87928c));text-underline-offset:.2em}
      ::highlight(kith-here){background-color:var(--accent-wash,light-dark(#fae8c9,#40321a));color:var(--ink,light-dark(#14211b,#efece3))}
      html{scroll-padding-block-end:${Math.ceil(room) + 16}px}
      body{padding-block-end:${Math.ceil(room)}px}}`);
  }
  let room = 0;
  function fitBar() {
    const now = bar.hidden || bar.classList.contains('slip') || getComputedStyle(bar).position === 'static' ? 0 : bar.offsetHeight;
    if (now !== room) { room = now; restyle(); }
  }
  restyle();
  new ResizeObserver(fitBar).observe(bar);

  async function look() {
    if (sheet) return;
    const css = await Promise.all(['paint.css', 'coach.css'].map(async (name) => (await fetch(`/_kith/${name}`)).text()));
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css.join('\n'));
    inBar.adoptedStyleSheets = [...inBar.adoptedStyleSheets, sheet];
  }

  // refresh asks what there is to say, unless this is what we know already.
  async function refresh(tag) {
    if (data && tag === data.tag) return;
    const mine = ++asked;
    await look();
    const res = await fetch(`/_kith/notes?page=${encodeURIComponent(page)}`, { cache: 'no-store' });
    if (!res.ok || mine !== asked) return;
    const { notes } = await res.json();
    take(notes);
  }

  function take(notes, news = '') {
    if (!notes.tag && data) return; // between two halves of a save there are none
    const was = data;
    data = notes;
    show();
    settled();
    const before = was ? was.count : Number(store.get(`kith:count:${page}`) ?? NaN);
    const many = !off && was && before !== data.count ? line.querySelector('.count b')?.textContent : '';
    say([news, many].filter(Boolean).join(' '));
    store.set(`kith:count:${page}`, String(data.count));
    if (!busy) arrive(); // else the answer to the change is on its way
  }
  // arrive goes where a change leads, once its notes are there.
  function arrive() {
    const then = JSON.parse(store.get('kith:then') || 'null');
    store.set('kith:then', null);
    if (then && then.page === page) focusOn(then.focus);
  }
  function say(text) { if (text) heard.textContent = heard.textContent === text ? `${text} ` : text; }

  function host(at, html, id) {
    const el = document.createElement('kith-note');
    el.lang = 'en';
    el.dir = 'ltr';
    el.dataset.at = at;
    const root = el.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = html;
    root.addEventListener('click', click);
    root.addEventListener('submit', submit);
    root.addEventListener('keydown', keys);
    root.addEventListener('toggle', later, true);
    if (id) {
      const here = (on) => () => { const r = hosts.get(id)?.range; if (r && globalThis.Highlight) on ? CSS.highlights.set('kith-here', new Highlight(r)) : CSS.highlights.delete('kith-here'); };
      for (const [name, on] of [['pointerenter', true], ['focusin', true], ['pointerleave', false], ['focusout', false]]) el.addEventListener(name, here(on));
    }
    margin.watch(el);
    return el;
  }

  // show brings the page in step with what we know. Hosts that are right stay
  // as they are, so that nobody's focus or half-written reason is lost.
  function show() {
    const held = holder();
    write(off ? '<p class="acts"><button type="button" data-do="show">Show the notes</button></p>' : data.line);
    line.classList.toggle('quiet', off || !(data.count || data.undo));
    line.hidden = !data.line;
    fit();
    const notes = off ? [] : data.notes;
    const all = notes.length ? candidates() : [];
    const keep = new Set(), top = [];
    for (const note of notes) {
      const el = find(note, all);
      const old = hosts.get(note.id);
      if (!el || note.field) {
        top.push(note);
        if (old?.host) old.host.remove();
        hosts.set(note.id, { note, host: null, range: el && range(el, note) });
        keep.add(note.id);
        continue;
      }
      let it = old;
      const from = it?.host?.shadowRoot;
      const held = from ? stops(from).indexOf(from.activeElement) : -1;
      if (!from || it.note.html !== note.html) {
        const mine = host('below', note.html, note.id);
        mine.shadowRoot.querySelector('details').dataset.id = note.id;
        if (from) { carry(from, mine.shadowRoot); it.host.replaceWith(mine); }
        it = { host: mine };
      }
      const at = spot(el);
      const lastOf = [...hosts].filter(([id, h]) => keep.has(id) && h.near === at.near).at(-1)?.[1].host;
      const right = lastOf ? lastOf.nextSibling === it.host : at.inside ? it.host.parentNode === at.near : at.near.nextSibling === it.host;
      if (!right) lastOf ? lastOf.after(it.host) : at.inside ? at.near.append(it.host) : at.near.after(it.host);
      if (held >= 0 && !it.host.shadowRoot.activeElement) stops(it.host.shadowRoot)[held]?.focus({ preventScroll: true });
      Object.assign(it, { note, near: at.near, range: range(el, note) });
      hosts.set(note.id, it);
      keep.add(note.id);
    }
    margin.forget();
    for (const [id, it] of [...hosts]) if (!keep.has(id)) { it.host?.remove(); hosts.delete(id); }
    head(top);
    if (globalThis.Highlight) {
      // Under a whole sentence a wave is a storm.
      const levelOf = (h) => (h.range.toString().length > 60 ? 'idea' : h.note.level);
      for (const level of ['must-fix', 'worth-a-look', 'idea']) {
        const ranges = [...hosts.values()].filter((h) => h.range && levelOf(h) === level).map((h) => h.range);
        ranges.length ? CSS.highlights.set(`kith-${level}`, new Highlight(...ranges)) : CSS.highlights.delete(`kith-${level}`);
      }
      CSS.highlights.delete('kith-here');
    }
    layout();
    hold(held);
  }

  // holder says which note has the focus. A note may move between the page's
  // head and its paragraph when the page comes in step, and hold puts the focus
  // on the same thing there.
  const noteHosts = () => [headHost?.el, ...[...hosts.values()].map((h) => h.host)].filter(Boolean);
  function holder() {
    for (const el of noteHosts()) {
      const at = el.shadowRoot.activeElement, d = at?.closest('details[data-id]');
      if (d) return { id: d.dataset.id, open: d.open, i: stops(d).indexOf(at) };
    }
    return null;
  }
  function hold(was) {
    if (!was || document.activeElement && document.activeElement !== document.body) return;
    const d = noteHosts().map((el) => el.shadowRoot.querySelector(`details[data-id="${CSS.escape(was.id)}"]`)).find(Boolean);
    if (!d) return;
    set(d, was.open);
    (stops(d)[was.i] ?? d.querySelector('summary')).focus({ preventScroll: true });
  }

  // carry takes along a reason that somebody is writing when a note comes in
  // other words: its line has another number, say.
  const stops = (root) => [...root.querySelectorAll('summary,button,input,a')];
  function carry(from, to) {
    to.querySelector('details').open = from.querySelector('details').open;
    const was = from.querySelector('form'), form = to.querySelector('form');
    if (!was || !form || was.hidden) return;
    form.hidden = false;
    form.reason.value = was.reason.value;
    to.querySelector('[data-do=ask]').setAttribute('aria-expanded', 'true');
  }

  // write fills the line, and leaves the focus on the button that had it.
  let written = null;
  function write(html) {
    if (html === written) return;
    const at = inBar.activeElement?.closest('.coach-at') && inBar.activeElement.dataset.do;
    line.innerHTML = written = html;
    if (at) (line.querySelector(`[data-do=${at}]`) ?? line.querySelector('button'))?.focus();
  }

  // What is about the page as a whole, or about fields, stands at its head.
  function head(notes) {
    const html = notes.length ? `<div class="head" role="group" aria-label="About the page as a whole">${notes.map((n) => n.html).join('')}</div>` : '';
    if (headHost && headHost.html === html && headHost.el.isConnected) return;
    headHost?.el.remove();
    headHost = null;
    if (!html) return;
    const el = host('head', html, '');
    el.shadowRoot.querySelectorAll('.note>details').forEach((d, i) => { d.dataset.id = notes[i].id; });
    el.toggleAttribute('data-many', notes.length > 1);
    headHost = { el, html };
    const title = main().querySelector('h1');
    const above = title?.closest('header');
    if (above && main().contains(above)) above.after(el);
    else if (title) title.after(el);
    else main().prepend(el);
  }

  const margin = standing({ hosts, headHost: () => headHost, open, sheet: () => sheet });
  const { layout, later } = margin;

  // set is what somebody wants, which stays.
  function set(d, to) {
    if (d.dataset.id) open.set(d.dataset.id, to);
    d.open = to;
  }

  // What can be done.
  const formOf = (el) => el.closest('.note').querySelector('form');
  function ask(el, yes) {
    const form = formOf(el), button = el.closest('.note').querySelector('[data-do=ask]');
    form.hidden = !yes;
    button.setAttribute('aria-expanded', String(yes));
    (yes ? form.querySelector('input') : button).focus();
    later();
  }
  function click(e) {
    const fold = e.target.closest('.note>details>summary')?.parentElement;
    if (fold) open.set(fold.dataset.id, !fold.open); // the click turns it after us
    const button = e.target.closest('[data-do]');
    if (!button || button.getAttribute('aria-disabled') === 'true') return;
    const mine = button.closest('.note')?.querySelector('details');
    const id = mine?.dataset.id;
    if (mine) was(mine.querySelector('summary'));
    switch (button.dataset.do) {
      case 'accept': send({ do: 'accept', note: id, fix: Number(button.dataset.fix) }, button); break;
      case 'ask': ask(button, formOf(button).hidden); break;
      case 'back': ask(button, false); break;
      case 'undo': undo(button); break;
      case 'next': next(); break;
      case 'hide': case 'show': turn(button.dataset.do === 'hide'); break;
    }
  }
  function submit(e) {
    e.preventDefault();
    const id = e.target.closest('.note').querySelector('details').dataset.id;
    send({ do: 'keep', note: id, reason: e.target.reason.value }, e.target);
  }
  function undo(button) { if (data?.undo) send({ do: 'undo', undo: data.undo }, button); }
  function keys(e) {
    const typing = e.target.matches?.('input');
    if (e.key === 'Escape') {
      const form = e.target.closest?.('form');
      if (form) { ask(form, false); e.stopPropagation(); return; }
      const d = e.target.closest?.('details');
      if (d?.open) { set(d, false); d.querySelector('summary').focus(); e.stopPropagation(); }
    } else if (e.key === 'u' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey && data?.undo) {
      e.preventDefault();
      undo(e.target);
    }
  }
  line.addEventListener('click', click);
  line.addEventListener('keydown', keys);

  async function send(what, from) {
    if (busy) return;
    busy = true;
    const every = [...hosts.values()].map((h) => h.host?.shadowRoot).concat(headHost?.el.shadowRoot, line).filter(Boolean);
    const buttons = every.flatMap((r) => [...r.querySelectorAll('button')]);
    buttons.forEach((b) => b.setAttribute('aria-disabled', 'true'));
    const sorry = (text) => {
      const p = from.isConnected && from.closest('.note')?.querySelector('.sorry');
      if (p) p.textContent = text;
      else say(text);
      if (!p) aside(text);
      later();
    };
    const focus = what.do === 'undo' ? 'again' : 'undo';
    store.set('kith:then', JSON.stringify({ page, focus }));
    if (what.note) store.set('kith:last', what.note);
    let ok = false, out;
    const before = data.tag;
    try {
      const res = await fetch('/_kith/change', {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'Kith-Token': data.token ?? '' },
        body: JSON.stringify({ page, digest: data.digest, ...what }),
      });
      ok = res.ok;
      const text = await res.text();
      try { out = JSON.parse(text); } catch { out = { sorry: text }; }
    } catch {
      out = { sorry: 'The preview doesn’t answer. Look whether kith serve still runs.' };
    }
    busy = false;
    asked++; // what was asked for before has older notes than the answer
    buttons.forEach((b) => b.removeAttribute('aria-disabled'));
    if (!ok) store.set('kith:then', null);
    if (out.notes && (ok || out.notes.tag !== data.tag)) take(out.notes, out.said);
    if (ok && data.tag !== before) arrive(); // the page may have been quicker than the answer
    if (!ok) sorry(out.sorry);
  }
  // aside says in the bar what has no note to stand in any more.
  function aside(text) {
    line.querySelector('.sorry')?.remove();
    const p = document.createElement('p');
    p.className = 'sorry';
    p.textContent = text;
    written = null;
    line.prepend(p);
  }

  function turn(to) {
    off = to;
    try { off ? localStorage.setItem('kith:notes', 'off') : localStorage.removeItem('kith:notes'); } catch { /* private mode */ }
    show();
    line.querySelector(off ? '[data-do=show]' : '[data-do=hide]')?.focus();
    say(off ? 'The notes are hidden.' : line.querySelector('.count b')?.textContent);
  }

  // The notes in the order in which they are read.
  const summaries = () => [headHost?.el, ...[...hosts.values()].map((h) => h.host).filter(Boolean)
    .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))]
    .filter(Boolean).flatMap((h) => [...h.shadowRoot.querySelectorAll('.note>details>summary')]);
  // The next after the one somebody was at; where that is gone, what has taken
  // its place.
  let at = -1, last = null;
  function was(summary) {
    last = summary;
    at = summaries().indexOf(summary);
  }
  function next() {
    const all = summaries();
    if (!all.length) return;
    const i = all.indexOf(last);
    reach(all[(i < 0 ? Math.max(at, 0) : i + 1) % all.length]);
  }
  function reach(summary) {
    was(summary);
    const d = summary.parentElement;
    if (!d.open) { set(d, true); layout(); }
    summary.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
    summary.focus({ preventScroll: true });
  }
  function focusOn(what) {
    if (what === 'undo') { line.querySelector('[data-do=undo]')?.focus(); return; }
    const back = summaries().find((s) => s.parentElement.dataset.id === store.get('kith:last'));
    if (back) reach(back);
    else line.querySelector('[data-do=undo],[data-do=next],[data-do=hide]')?.focus();
  }

  return {
    refresh,
    fit: fitBar,
    // leave remembers that somebody was in the bar, for the page that is loaded next.
    leave() {
      const what = inBar.activeElement?.dataset.do;
      if (what) store.set('kith:then', JSON.stringify({ page, focus: what === 'undo' ? 'undo' : 'again' }));
    },
    // again brings notes back into a page that has taken over something new.
    again() { if (data) show(); },
  };
}
