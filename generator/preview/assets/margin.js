// Where notes stand: in the margin beside their paragraph where there is room for
// them, else below it, folded. In the margin none stands on another or beside
// what comes after the text.

import { main } from './find.js';

export function standing({ hosts, headHost, open, sheet }) {
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
      const free = (rtl ? box.left : wide - box.right) - gap - 16;
      const fits = free >= narrowest;
      it.host.dataset.at = fits ? 'margin' : 'below';
      if (fits) beside.push({ ...it, box, size: Math.min(free, widest), top: it.near.getBoundingClientRect().top });
      unfold(it.host.shadowRoot, fits);
    }
    if (headHost()) unfold(headHost().el.shadowRoot, wide >= 700);
    if (beside.length === 0) folded.clear();
    beside.sort((a, b) => a.top - b.top);
    for (const b of beside) {
      b.host.style.setProperty('--kith-size', `${b.size}px`);
    }
    const text = beside[0] && (beside[0].near.closest('.e-content') ?? beside[0].near.closest('article,main') ?? main()).getBoundingClientRect();
    // What is wider than the text stands in the way: a figure, or a table.
    const reach = Math.min(...beside.map((b) => (rtl ? -b.box.left : b.box.right))) + gap / 2;
    const walls = text ? [...(beside[0].near.closest('.e-content')?.children ?? [])].filter((el) => el.localName !== 'kith-note')
      .map((el) => el.getBoundingClientRect()).filter((r) => r.height && (rtl ? -r.left : r.right) > reach) : [];
    const past = (y, high, up) => {
      for (const w of up ? walls.toReversed() : walls) if (y < w.bottom + 8 && y + high > w.top - 8) y = up ? w.top - 8 - high : w.bottom + 8;
      return y;
    };
    // stack sets them one below the other, and says where the last one ends.
    function down() {
      let floor = -Infinity;
      for (const b of beside) {
        b.y = past(Math.max(b.y, floor), b.high, false);
        floor = b.y + b.high + 18;
      }
      return floor - 18;
    }
    function stack() {
      for (const b of beside) { b.high = b.host.offsetHeight; b.y = b.top; }
      const last = down();
      if (last <= end) return last;
      // They move up rather than stand beside what comes after the text.
      let roof = end;
      for (const b of beside.toReversed()) {
        if (b.y + b.high > roof) b.y = Math.max(past(roof - b.high, b.high, true), text.top);
        roof = b.y - 18;
      }
      return down();
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
      space.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet()];
    }
    if (where.lastElementChild !== space) where.append(space);
    space.style.setProperty('--kith-size', `${high}px`);
  }
  // fold leaves of a note its first line, unless somebody has opened it or is
  // in it.
  function fold(root) {
    if (root.activeElement) return;
    for (const d of root.querySelectorAll('.note>details')) {
      if (d.open && !open.get(d.dataset.id) && !d.querySelector('form:not([hidden])')) { d.open = false; folded.add(d.dataset.id); }
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
      const want = open.get(d.dataset.id) ?? ((wide && !folded.has(d.dataset.id)) || Boolean(d.querySelector('form:not([hidden])')));
      if (d.open !== want) d.open = want;
    }
  }

  return { layout, later, watch: (el) => sizes.observe(el), forget: () => folded.clear() };
}
