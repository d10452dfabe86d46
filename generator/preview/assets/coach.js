// What the coach says, beside the paragraphs it is about. The page's bytes say
// nothing of it: paragraphs are found by their words, and each note gets a host
// of its own behind its paragraph, so that it is read and reached where it
// belongs. Where there is room the host moves into the margin.

const page = location.pathname;
const main = () => document.querySelector('main') ?? document.body;

// words are the letters and digits of a text, with a space between words. at
// says where in the text each of them stood.
function words(text) {
  let out = '';
  const at = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (/[\p{L}\p{N}]/u.test(c)) { out += c.toLowerCase()[0]; at.push(i); } else if (out && !out.endsWith(' ')) { out += ' '; at.push(i); }
  }
  return { text: out.trimEnd(), at };
}
const plain = (text) => words(text).text;
const said = (el) => (el.localName === 'img' ? el.alt : el.textContent);

const blocks = 'p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,figcaption,caption,summary,blockquote,img[alt]';

// find is the element whose words a note is about.
function find(note, all) {
  const want = plain(note.text);
  if (!want) return null;
  const fits = (test) => {
    const found = all.filter((b) => test(b.words));
    const inText = found.filter((b) => b.el.closest('.e-content'));
    const best = inText.length ? inText : found;
    // Of an item and the paragraph in it, the paragraph.
    return best.filter((b) => !best.some((o) => o !== b && b.el.contains(o.el)));
  };
  let found = fits((w) => (note.whole ? w === want : w.startsWith(want)));
  if (!found.length) found = fits((w) => w.startsWith(want));
  if (!found.length) {
    // A name that the site fills in stands between: what begins most alike.
    const alike = (w) => { let n = 0; while (n < want.length && w[n] === want[n]) n++; return n; };
    const most = Math.max(0, ...all.map((b) => alike(b.words)));
    if (most >= Math.min(12, want.length)) found = fits((w) => alike(w) === most);
  }
  const only = plain(note.words ?? '');
  if (!found.length && only) {
    found = fits((w) => ` ${w} `.includes(` ${only} `));
    if (found.length > 1) found = [];
  }
  return (found[note.nth] ?? found.at(-1))?.el ?? null;
}

// spot is where the host of a note on an element goes: behind what must stay
// whole, and inside what may hold nothing but items.
function spot(el) {
  const table = el.closest('table');
  if (table) return { near: table.closest('.scroll') ?? table, inside: false };
  const whole = el.closest('figure,blockquote,a,picture');
  if (whole && main().contains(whole)) el = whole;
  const item = el.closest('li,dd');
  if (item) return { near: item, inside: true };
  if (el.localName === 'dt') return { near: el.nextElementSibling?.localName === 'dd' ? el.nextElementSibling : el, inside: true };
  if (el.closest('details')) return { near: el.closest('details'), inside: true };
  if (el.localName === 'img') return { near: el.closest('p') ?? el, inside: false };
  return { near: el, inside: false };
}

// range is where the words of a note stand in an element.
function range(el, note) {
  const only = plain(note.words ?? '');
  if (!only || el.localName === 'img') return null;
  const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let text = '';
  const from = [];
  for (let n = walk.nextNode(); n; n = walk.nextNode()) { from.push([text.length, n]); text += n.data; }
  const { text: all, at } = words(text);
  const before = ` ${plain(note.before ?? '')} `.split(` ${only} `).length - 1;
  let i = -1;
  for (let n = 0; n <= before; n++) {
    const next = ` ${all} `.indexOf(` ${only} `, i + 1);
    if (next < 0) break;
    i = next;
  }
  if (i < 0) return null;
  const place = (offset) => { const [start, node] = from.findLast(([s]) => s <= offset); return [node, offset - start]; };
  const r = new Range();
  r.setStart(...place(at[i]));
  const [node, end] = place(at[i + only.length - 1]);
  r.setEnd(node, end + 1);
  return r;
}

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
    const res = await fetch('/_kith/coach.css');
    sheet = new CSSStyleSheet();
    sheet.replaceSync(await res.text());
    inBar.adoptedStyleSheets = [...inBar.adoptedStyleSheets, sheet];
  }

  // refresh asks what there is to say, unless this is what we know already.
  async function refresh(tag) {
    if (data && tag === data.tag) return;
    const mine = ++asked;
    await look();
    const res = await fetch(`/_kith/notes?page=${encodeURIComponent(page)}`, { cache: 'no-store' });
    if (!res.ok || mine !== asked) return;
    take((await res.json()).notes);
  }

  function take(notes, news = '') {
    const was = data;
    data = notes;
    show();
    settled();
    const before = was ? was.count : Number(store.get(`kith:count:${page}`) ?? NaN);
    const many = !off && was && before !== data.count ? line.querySelector('.count b')?.textContent : '';
    say([news, many].filter(Boolean).join(' '));
    store.set(`kith:count:${page}`, String(data.count));
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
    sizes.observe(el);
    return el;
  }

  // show brings the page in step with what we know. Hosts that are right stay
  // as they are, so that nobody's focus or half-written reason is lost.
  function show() {
    write(off ? '<p class="acts"><button type="button" data-do="show">Show the notes</button></p>' : data.line);
    line.classList.toggle('off', off);
    line.hidden = !data.tag;
    fit();
    const notes = off ? [] : data.notes;
    const all = notes.length ? [...main().querySelectorAll(blocks)].map((el) => ({ el, words: plain(said(el)) })) : [];
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
      if (!it?.host || it.note.html !== note.html) {
        const mine = host('below', note.html, note.id);
        if (it?.host) it.host.replaceWith(mine);
        it = { host: mine };
        mine.shadowRoot.querySelector('details').dataset.id = note.id;
      }
      const at = spot(el);
      const lastOf = [...hosts].filter(([id, h]) => keep.has(id) && h.near === at.near).at(-1)?.[1].host;
      const right = lastOf ? lastOf.nextSibling === it.host : at.inside ? it.host.parentNode === at.near : at.near.nextSibling === it.host;
      if (!right) lastOf ? lastOf.after(it.host) : at.inside ? at.near.append(it.host) : at.near.after(it.host);
      Object.assign(it, { note, near: at.near, range: range(el, note) });
      hosts.set(note.id, it);
      keep.add(note.id);
    }
    folded.clear();
    for (const [id, it] of [...hosts]) if (!keep.has(id)) { it.host?.remove(); hosts.delete(id); }
    head(top);
    if (globalThis.Highlight) {
      for (const level of ['must-fix', 'worth-a-look', 'idea']) {
        const ranges = [...hosts.values()].filter((h) => h.note.level === level && h.range).map((h) => h.range);
        ranges.length ? CSS.highlights.set(`kith-${level}`, new Highlight(...ranges)) : CSS.highlights.delete(`kith-${level}`);
      }
      CSS.highlights.delete('kith-here');
    }
    layout();
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

  // layout moves notes into the margin where there is room, and keeps them from
  // standing on each other.
  const gap = 28, narrowest = 250, widest = 340;
  let waiting = 0;
  function later() { if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; layout(); }); }
  const sizes = new ResizeObserver(later);
  sizes.observe(document.body);
  addEventListener('resize', () => { folded.clear(); later(); });
  document.fonts?.ready.then(later);
  function layout() {
    const wide = document.documentElement.clientWidth;
    const rtl = getComputedStyle(main()).direction === 'rtl';
    const beside = [];
    for (const it of hosts.values()) {
      if (!it.host) continue;
      const block = column(it.near);
      const box = block.getBoundingClientRect();
      const space = (rtl ? box.left : wide - box.right) - gap - 16;
      const fits = space >= narrowest;
      it.host.dataset.at = fits ? 'margin' : 'below';
      if (fits) beside.push({ ...it, box, size: Math.min(space, widest), top: it.near.getBoundingClientRect().top });
      unfold(it.host.shadowRoot, fits);
    }
    if (headHost) unfold(headHost.el.shadowRoot, wide >= 700);
    if (beside.length === 0) folded.clear();
    beside.sort((a, b) => a.top - b.top);
    for (const b of beside) {
      b.host.style.setProperty('--kith-size', `${b.size}px`);
    }
    const text = beside[0] && (beside[0].near.closest('.e-content') ?? beside[0].near.closest('article,main') ?? main()).getBoundingClientRect();
    // stack sets them one below the other, and says where the last one ends.
    function stack() {
      let floor = -Infinity;
      for (const b of beside) {
        b.high = b.host.offsetHeight;
        b.y = Math.max(b.top, floor);
        floor = b.y + b.high + 18;
      }
      // They move up rather than stand beside what comes after the text.
      let roof = end;
      for (const b of beside.toReversed()) {
        b.y = Math.max(Math.min(b.y, roof - b.high), text.top);
        roof = b.y - 18;
      }
      floor = -Infinity;
      for (const b of beside) {
        b.y = Math.max(b.y, floor);
        floor = b.y + b.high + 18;
      }
      return floor - 18;
    }
    // The room that a short text lacks is made below it, which comes from how
    // long the text is without.
    const spare = space?.isConnected ? space.offsetHeight : 0;
    const end = text ? text.bottom - spare : 0;
    let last = text ? stack() : 0;
    for (const b of beside.toReversed()) {
      if (last <= end) break;
      fold(b.host.shadowRoot);
      last = stack();
    }
    make(Math.max(0, last - end), text && (beside[0].near.closest('.e-content') ?? null));
    for (const b of beside) {
      const parent = b.host.offsetParent ?? document.documentElement;
      const at = parent.getBoundingClientRect();
      b.host.style.setProperty('--kith-top', `${b.y - at.top - parent.clientTop + (parent === document.documentElement ? 0 : parent.scrollTop)}px`);
      b.host.style.setProperty('--kith-left', `${(rtl ? b.box.left - gap - b.size : b.box.right + gap) - at.left - parent.clientLeft}px`);
    }
  }
  let space = null;
  function make(high, where) {
    if (!high || !where) { space?.remove(); return; }
    if (!space) {
      space = document.createElement('kith-note');
      space.dataset.at = 'space';
      space.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
    }
    if (where.lastElementChild !== space) where.append(space);
    space.style.setProperty('--kith-size', `${high}px`);
  }
  // fold leaves of a note its first line, unless somebody has opened it.
  function fold(root) {
    for (const d of root.querySelectorAll('.note>details')) {
      if (d.open && !open.get(d.dataset.id)) { d.open = false; folded.add(d.dataset.id); }
    }
  }
  const folded = new Set(); // for want of room
  // column is what sets how wide the text is at an element: the outermost that
  // stands in the column, so that notes of a list stand in line with others.
  function column(el) {
    const text = el.closest('.e-content,article,main');
    let out = el;
    while (out.parentElement && out.parentElement !== text && out.parentElement !== document.body) out = out.parentElement;
    return text && out.parentElement === text && text.matches('.e-content') ? out : el.closest('ul,ol,dl') ?? el;
  }
  function unfold(root, wide) {
    for (const d of root.querySelectorAll('.note>details')) {
      const want = open.get(d.dataset.id) ?? (wide && !folded.has(d.dataset.id));
      if (d.open !== want) d.open = want;
    }
  }

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
    const id = button.closest('.note')?.querySelector('details').dataset.id;
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
    try {
      const res = await fetch('/_kith/change', {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'Kith-Token': data.token ?? '' },
        body: JSON.stringify({ page, digest: data.digest, ...what }),
      });
      const text = await res.text();
      let out;
      try { out = JSON.parse(text); } catch { out = { sorry: text }; }
      if (res.ok) {
        take(out.notes, out.said);
      } else {
        store.set('kith:then', null);
        if (out.notes?.tag && out.notes.tag !== data.tag) take(out.notes);
        sorry(out.sorry);
      }
    } catch {
      store.set('kith:then', null);
      sorry('The preview doesn’t answer. Nothing was written.');
    }
    busy = false;
    buttons.forEach((b) => b.removeAttribute('aria-disabled'));
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
  let at = -1;
  function next() {
    const all = summaries();
    if (!all.length) return;
    at = (at + 1) % all.length;
    reach(all[at]);
  }
  function reach(summary) {
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
    // again brings notes back into a page that has taken over something new.
    again() { if (data) show(); },
  };
}
